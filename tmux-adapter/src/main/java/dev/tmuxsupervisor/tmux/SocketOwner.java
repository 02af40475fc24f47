package dev.tmuxsupervisor.tmux;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the process that listens at a socket, without connecting to it. */
final class SocketOwner {
  /** __SO_ACCEPTCON in the flags column of /proc/net/unix (proc_net(5)). */
  private static final int ACCEPTS = 1 << 16;

  private SocketOwner() {}

  /** Empty if there is none, or none that this user may look at. */
  static Optional<ServerProcess> find(TmuxSocket socket) {
    try {
      Optional<String> inode = inode(socket);
      return inode.isEmpty() ? Optional.empty() : holder("socket:[" + inode.get() + "]");
    } catch (IOException e) {
      return Optional.empty(); // no /proc here: nothing can be found out this way
    }
  }

  private static Optional<String> inode(TmuxSocket socket) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/net/unix"))) {
      String[] fields = line.strip().split(" +", 8);
      if (fields.length == 8
          && fields[7].equals(socket.toString())
          && (Integer.parseUnsignedInt(fields[3], 16) & ACCEPTS) != 0) {
        return Optional.of(fields[6]);
      }
    }
    return Optional.empty();
  }

  private static Optional<ServerProcess> holder(String link) throws IOException {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        if (holds(process, link)) {
          return ServerProcess.of(Long.parseLong(process.getFileName().toString()));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean holds(Path process, String link) {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : descriptors) {
        if (Files.readSymbolicLink(descriptor).toString().equals(link)) {
          return true;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return false; // another user's, or ended meanwhile, be it between two entries
    }
    return false;
  }
}
