package dev.tmuxsupervisor.process;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Unix-domain sockets that processes listen at, also those whose file was deleted: proc_net(5). */
public final class UnixListeners {
  private static final int ACCEPTS = 1 << 16; // __SO_ACCEPTCON
  private static final int FLAGS = 3;
  private static final int INODE = 6;
  private static final int PATH = 7;

  private UnixListeners() {}

  /**
   * The paths at which processes that call themselves {@code comm} listen, as far as they are ours.
   */
  public static List<Path> ofProcessesNamed(String comm) throws IOException {
    return byProcessNamed(comm).values().stream().flatMap(List::stream).toList();
  }

  /** The same by process. */
  public static Map<ProcStat, List<Path>> byProcessNamed(String comm) throws IOException {
    Map<String, Path> listening = byInode();
    Map<ProcStat, List<Path>> paths = new LinkedHashMap<>();
    for (ProcStat process : ProcessTable.all()) {
      if (process.comm().equals(comm) && !process.isOver()) {
        paths.put(process, ofProcess(process.pid(), listening));
      }
    }
    return paths;
  }

  /** Whether some process listens at a socket of this path, be its file there or deleted. */
  public static boolean anyAt(Path path) throws IOException {
    return byInode().containsValue(path);
  }

  private static List<Path> ofProcess(long pid, Map<String, Path> listening) throws IOException {
    List<Path> paths = new ArrayList<>();
    try (DirectoryStream<Path> descriptors =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
      for (Path descriptor : descriptors) {
        target(descriptor).map(listening::get).ifPresent(paths::add);
      }
    } catch (AccessDeniedException | NoSuchFileException e) {
      return paths; // another user's, or one that ended: no session of ours is there
    } catch (DirectoryIteratorException e) {
      if (e.getCause() instanceof NoSuchFileException) {
        return paths; // it ended between two entries
      }
      throw e.getCause();
    }
    return paths;
  }

  private static Optional<String> target(Path descriptor) throws IOException {
    try {
      return Optional.of(Files.readSymbolicLink(descriptor).toString());
    } catch (NoSuchFileException e) {
      return Optional.empty(); // closed meanwhile; the next one may still be the socket
    }
  }

  private static Map<String, Path> byInode() throws IOException {
    Map<String, Path> paths = new HashMap<>();
    for (String line : Files.readAllLines(Path.of("/proc/net/unix"))) {
      String[] fields = line.strip().split(" +", PATH + 1);
      if (fields.length > PATH
          && fields[PATH].startsWith("/")
          && (Integer.parseUnsignedInt(fields[FLAGS], 16) & ACCEPTS) != 0) {
        paths.put("socket:[" + fields[INODE] + "]", Path.of(fields[PATH]));
      }
    }
    return paths;
  }
}
