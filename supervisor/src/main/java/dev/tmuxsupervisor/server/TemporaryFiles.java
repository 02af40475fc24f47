package dev.tmuxsupervisor.server;

import dev.tmuxsupervisor.client.PrivateDirectory;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The server's own folder for temporary files. A server that was killed leaves what it said to tmux
 * there, prompts and secrets among it, and nobody else would remove it.
 */
final class TemporaryFiles {
  private TemporaryFiles() {}

  /** Makes the folder, or empties it; only under the lock that makes this server the only one. */
  static void empty(Path folder) throws IOException {
    PrivateDirectory.ensure(folder);
    removeIn(folder);
  }

  private static void removeIn(Path folder) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          removeIn(entry);
        }
        Files.delete(entry);
      }
    }
  }
}
