package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.process.ShortProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Whether a user's manager runs from boot on, without a login: loginctl(1).
 *
 * @param loginctl asks the one who knows
 * @param noted where there is a file for each user who lingers, for when nobody answers
 */
record Linger(ShortProgram loginctl, Path noted) {
  static final Path NOTED = Path.of("/var/lib/systemd/linger");

  /** Empty when nobody knows. */
  Optional<Boolean> of(int uid, String user) throws InterruptedException {
    Optional<Boolean> told = told(uid);
    if (told.isPresent()) {
      return told;
    }
    Path file = noted.resolve(user);
    if (Files.exists(file)) {
      return Optional.of(true);
    }
    // The folder is made with the first user who lingers; the one above it by systemd itself.
    return Files.notExists(file) && Files.isDirectory(noted.resolveSibling(""))
        ? Optional.of(false)
        : Optional.empty();
  }

  private Optional<Boolean> told(int uid) throws InterruptedException {
    try {
      List<String> words = List.of("show-user", Integer.toString(uid), "--property=Linger");
      return switch (loginctl.run(words).text()) {
        case "Linger=yes" -> Optional.of(true);
        case "Linger=no" -> Optional.of(false);
        default -> Optional.empty(); // such as of a user who has not logged in
      };
    } catch (IOException e) {
      return Optional.empty(); // no loginctl, or one that hangs
    }
  }
}
