package dev.tmuxsupervisor.doctor;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * The directories of our own: whether they are closed to others, and what was left behind there.
 */
record OwnFiles(Patient patient) {
  private static final String NAME = "own_directories";

  /** A server that starts makes its socket before it listens. */
  private static final Duration YOUNG = Duration.ofMinutes(1);

  Check check() {
    return new Check(Group.SERVER, NAME, "the supervisor's own directories", this::look);
  }

  private void look(Consumer<Finding> findings) throws IOException {
    Path sockets = patient.serverSocket().resolveSibling("");
    for (Path directory : List.of(sockets, patient.state())) {
      findings.accept(directory(directory));
    }
    String mode = mode(patient.serverSocket());
    findings.accept(
        mode.equals("rw-------")
            ? Finding.pass("server_socket", patient.serverSocket() + " is for you alone")
            : Finding.fail(
                "server_socket",
                patient.serverSocket() + " has mode " + mode,
                "chmod 600 " + patient.serverSocket()));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(sockets, "*.{sock,temp}")) {
      for (Path file : files) {
        if (isAbandoned(file)) {
          findings.accept(
              Finding.warn(
                      "stale_socket",
                      "nobody listens at " + file + " any more",
                      "type: supervisor doctor --fix")
                  .fixedBy("remove the socket " + file, () -> remove(file)));
        }
      }
    }
  }

  private static Finding directory(Path directory) throws IOException {
    String mode = mode(directory);
    if (!Files.isWritable(directory)) {
      return Finding.fail(
          NAME, directory + " cannot be written to", "look at it: ls -ld " + directory);
    }
    return mode.equals("rwx------")
        ? Finding.pass(NAME, directory + " is writable, and closed to others")
        : Finding.warn(
                NAME,
                directory + " has mode " + mode + ", so that others may look in",
                "chmod 700 " + directory)
            .fixedBy("chmod 700 " + directory, () -> close(directory));
  }

  private static String close(Path directory) throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return "left alone: it is no directory";
    }
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    return "done";
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
  }

  private static String remove(Path file) throws IOException {
    if (!isAbandoned(file)) {
      return "left alone: somebody listens there now";
    }
    Files.deleteIfExists(file);
    return "done";
  }

  /**
   * Refused, and by nothing that is just about to listen: only then nobody can come to it again.
   */
  private static boolean isAbandoned(Path file) throws IOException {
    try {
      PosixFileAttributes seen =
          Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!seen.isOther()
          || seen.lastModifiedTime().toInstant().isAfter(Instant.now().minus(YOUNG))) {
        return false;
      }
    } catch (NoSuchFileException e) {
      return false; // gone meanwhile
    }
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      probe.configureBlocking(false);
      probe.connect(UnixDomainSocketAddress.of(file));
      return false;
    } catch (ConnectException e) {
      return true;
    } catch (SocketException e) {
      return String.valueOf(e.getMessage()).contains("refused");
    }
  }
}
