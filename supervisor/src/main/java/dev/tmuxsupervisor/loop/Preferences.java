package dev.tmuxsupervisor.loop;

import dev.tmuxsupervisor.fleet.ConfigFile;
import dev.tmuxsupervisor.fleet.InvalidFleetFile;
import dev.tmuxsupervisor.fleet.NotifySettings;
import dev.tmuxsupervisor.judge.State;
import dev.tmuxsupervisor.lock.JsonFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * What the user's file says now. It is read again when it has changed; one that cannot be used is
 * told of once, and what it said before holds on.
 */
final class Preferences {
  private static final System.Logger LOGGER = System.getLogger("dev.tmuxsupervisor.loop");

  /** By which a change is known. */
  private record Stamp(String modified, long size, String file) {}

  private final Optional<Path> file;
  private final Chronicle chronicle;
  private NotifySettings latest = NotifySettings.DEFAULT;
  private Optional<Stamp> read = Optional.empty();
  private Optional<String> complaint = Optional.empty();

  /**
   * @param file empty where there is no home to look in
   */
  Preferences(Optional<Path> file, Chronicle chronicle) {
    this.file = file;
    this.chronicle = chronicle;
  }

  synchronized NotifySettings notices() throws InterruptedException {
    if (file.isPresent()) {
      refresh(file.get());
    }
    return latest;
  }

  /** What is wrong with the file, and what would be right. */
  synchronized Optional<String> complaint() throws InterruptedException {
    notices();
    return complaint;
  }

  private void refresh(Path path) throws InterruptedException {
    Optional<Stamp> now = stamp(path);
    if (now.equals(read)) {
      return;
    }
    read = now;
    try {
      latest = ConfigFile.read(path, State.words()).notices();
      complaint = Optional.empty();
    } catch (InvalidFleetFile e) {
      complain(e.text() + "; " + e.hint());
    }
  }

  private void complain(String text) throws InterruptedException {
    if (complaint.filter(text::equals).isEmpty()) {
      complaint = Optional.of(text);
      LOGGER.log(System.Logger.Level.WARNING, text);
      chronicle.write("config", JsonFields.object().put("outcome", "not_used").put("why", text));
    }
  }

  /** Empty for a file that is not there; one that hides itself is read, which says why. */
  private static Optional<Stamp> stamp(Path path) {
    try {
      BasicFileAttributes seen = Files.readAttributes(path, BasicFileAttributes.class);
      return Optional.of(
          new Stamp(
              seen.lastModifiedTime().toString(), seen.size(), String.valueOf(seen.fileKey())));
    } catch (IOException e) {
      return Files.exists(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)
          ? Optional.of(new Stamp("", 0, e.toString()))
          : Optional.empty();
    }
  }
}
