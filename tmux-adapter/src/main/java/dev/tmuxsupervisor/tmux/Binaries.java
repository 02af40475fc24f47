package dev.tmuxsupervisor.tmux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Chooses the tmux program to talk to a server with: its own, when an upgrade has put another on
 * the PATH, since versions of tmux do not understand each other.
 */
final class Binaries {
  private final Map<String, TmuxVersion> versions = new ConcurrentHashMap<>();
  private final Client client;

  Binaries(Client client) {
    this.client = client;
  }

  /** The program's path, if it is there and new enough. */
  Answer<Path> choose(
      Map<String, String> environment, Optional<ServerProcess> server, Deadline deadline) {
    Optional<Path> found = locate(environment, server);
    if (found.isEmpty()) {
      return new Unreachable<>(
          Reason.NO_CLIENT, "no tmux in PATH=" + environment.getOrDefault("PATH", ""));
    }
    Path program = found.get();
    return version(program, environment, deadline)
        .then(version ->
            version.suffices()
                ? new Running<>(program)
                : Classifier.tooOld(program + " is tmux " + version));
  }

  static Optional<Path> locate(Map<String, String> environment, Optional<ServerProcess> server) {
    Optional<Path> installed = installed(environment.getOrDefault("PATH", ""));
    Optional<Path> own =
        server.filter(ServerProcess::runs).filter(ServerProcess::ours).map(ServerProcess::program);
    Optional<String> ownFile = own.flatMap(Binaries::file);
    boolean same = ownFile.isPresent() && installed.flatMap(Binaries::file).equals(ownFile);
    return ownFile.isEmpty() || same ? installed : own;
  }

  private static Optional<Path> installed(String path) {
    return List.of(path.split(":", -1)).stream()
        .filter(directory -> directory.startsWith("/"))
        .map(directory -> Path.of(directory, "tmux"))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /** Device, inode and time of change; empty if it cannot be looked at. */
  private static Optional<String> file(Path program) {
    try {
      BasicFileAttributes seen = Files.readAttributes(program, BasicFileAttributes.class);
      return Optional.of(seen.fileKey() + " " + seen.lastModifiedTime());
    } catch (IOException e) {
      return Optional.empty(); // gone, or another user's process
    }
  }

  private Answer<TmuxVersion> version(
      Path program, Map<String, String> environment, Deadline deadline) {
    String file = file(program).orElse(program.toString());
    TmuxVersion known = versions.get(file);
    if (known != null) {
      return new Running<>(known);
    }
    return client
        .run(List.of(program.toString(), "-V"), environment, Path.of("/"), "", deadline)
        .then(exit -> read(program, exit))
        .map(version -> {
          versions.put(file, version);
          return version;
        });
  }

  private static Answer<TmuxVersion> read(Path program, Exit exit) {
    try {
      // tmux prints the name that it was run by, which for /proc/PID/exe is exe.
      String own = program.endsWith("exe") ? exit.out().replaceFirst("^exe ", "") : exit.out();
      return new Running<>(TmuxVersion.parse(own));
    } catch (IllegalArgumentException e) {
      return new Unreachable<>(
          Reason.NO_CLIENT,
          "%s -V exited with %d: %s"
              .formatted(program, exit.status(), Words.printable(exit.out() + exit.err())));
    }
  }
}
