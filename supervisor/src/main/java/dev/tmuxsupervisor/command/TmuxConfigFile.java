package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.lock.DurableFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The user's tmux.conf.
 *
 * @param path as the user knows it
 * @param target where its symbolic links lead
 * @param text empty if there is no such file
 */
record TmuxConfigFile(Path path, Path target, Optional<String> text) {
  /** The one that was named, else the first that there is, else {@code ~/.tmux.conf}. */
  static TmuxConfigFile find(Surroundings surroundings, Optional<Path> named)
      throws CommandFailure, IOException {
    Path home = Path.of(surroundings.variable("HOME").orElse("/"));
    Path usual = home.resolve(".tmux.conf");
    Stream<Path> candidates =
        Stream.of(
                surroundings.variable("XDG_CONFIG_HOME").map(Path::of),
                Optional.of(home.resolve(".config")))
            .flatMap(Optional::stream)
            .filter(Path::isAbsolute)
            .map(folder -> folder.resolve("tmux/tmux.conf"));
    Path path =
        named
            .map(surroundings.directory()::resolve)
            .orElseGet(
                () -> candidates.filter(it -> !Files.notExists(it)).findFirst().orElse(usual));
    return read(path.normalize());
  }

  private static TmuxConfigFile read(Path path) throws CommandFailure, IOException {
    if (Files.notExists(path)) {
      if (Files.isSymbolicLink(path)) {
        throw unusable(path, "is a link that leads nowhere");
      }
      return new TmuxConfigFile(path, path, Optional.empty());
    }
    if (!Files.isRegularFile(path)) {
      throw unusable(path, "is not a file");
    }
    try {
      return new TmuxConfigFile(path, path.toRealPath(), Optional.of(Files.readString(path)));
    } catch (CharacterCodingException e) {
      throw unusable(path, "is not UTF-8 (" + e.getMessage() + ")");
    }
  }

  private static CommandFailure unusable(Path path, String why) {
    return new CommandFailure(
        ErrorCode.FAILED,
        path + " " + why + ", and stays as it is",
        "name another with --config FILE, or put there by hand: supervisor status-line print");
  }

  Optional<StatusLineBlock> block() throws CommandFailure {
    return text.isPresent() ? StatusLineBlock.in(text.get()) : Optional.empty();
  }

  /** Writes it, unless that is what it holds; answers whether it was written. */
  boolean replace(String wanted) throws CommandFailure, IOException {
    if (text.filter(wanted::equals).isPresent()) {
      return false;
    }
    requireUnchanged();
    String mode =
        text.isPresent()
            ? PosixFilePermissions.toString(Files.getPosixFilePermissions(target))
            : "rw-r--r--";
    DurableFile.replace(target, wanted.getBytes(StandardCharsets.UTF_8), mode);
    return true;
  }

  void delete() throws CommandFailure, IOException {
    requireUnchanged();
    Files.delete(path);
  }

  /** An editor may have saved it since it was read, while tmux was asked. */
  private void requireUnchanged() throws CommandFailure, IOException {
    if (!read(path).equals(this)) {
      throw unusable(path, "has just been changed by somebody else");
    }
  }
}
