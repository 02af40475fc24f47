package dev.tmuxsupervisor.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the server of one name is met and leaves its files: the socket in the runtime directory,
 * lock and logs in the state directory (XDG Base Directory Specification).
 */
public record Place(String name, Path socket, Path state) {
  // sizeof sun_path is 108 on Linux and 104 on macOS, with the terminating NUL: unix(7).
  private static final int MAX_SOCKET_BYTES =
      "Linux".equals(System.getProperty("os.name")) ? 107 : 103;

  /** The place that this environment names; {@link Refusal} if there can be no socket. */
  public static Place of(String name, Map<String, String> environment) throws IOException {
    String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    Path directory =
        runtime.startsWith("/")
            ? Path.of(runtime, "supervisor")
            : Path.of("/tmp/supervisor-" + OwnUid.read());
    return new Place(name, fitting(directory.resolve(name + ".sock")), stateOf(environment));
  }

  private static Path stateOf(Map<String, String> environment) {
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    if (state.startsWith("/")) {
      return Path.of(state, "supervisor");
    }
    String home = environment.getOrDefault("HOME", "");
    Path base = home.startsWith("/") ? Path.of(home) : Path.of(System.getProperty("user.home"));
    return base.resolve(".local/state/supervisor");
  }

  /** The path, if the kernel takes it as a socket's address. */
  static Path fitting(Path socket) throws Refusal {
    int bytes = socket.toString().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_SOCKET_BYTES) {
      throw new Refusal(
          Refusal.PREREQUISITE,
          "the socket's path is too long ("
              + bytes
              + " bytes, "
              + MAX_SOCKET_BYTES
              + " at most): "
              + socket
              + "; set XDG_RUNTIME_DIR to a shorter one");
    }
    return socket;
  }

  /** The name under which a socket is made ready; no longer than the socket's own. */
  public Path unfinishedSocket() {
    return socket.resolveSibling(name + ".temp");
  }

  /** Locked for as long as the server lives, never unlinked; holds the path of its socket. */
  public Path lock() {
    return state.resolve("server-" + name + ".lock");
  }

  /** What the server logs. */
  public Path log() {
    return state.resolve(named("server", ".log"));
  }

  /** What the server's JVM prints, if anything. */
  public Path output() {
    return state.resolve(named("server", ".out"));
  }

  /** Where the server keeps what no crash may leave lying about: it is emptied at every start. */
  public Path temporary() {
    return state.resolve("tmp-" + name);
  }

  /** Where it keeps what it says to tmux: beside its socket, which mostly is in memory. */
  public Path calls() {
    return socket.resolveSibling("calls-" + name);
  }

  private String named(String stem, String suffix) {
    return "default".equals(name) ? stem + suffix : stem + "-" + name + suffix;
  }

  /**
   * The same place with the socket that the server recorded in its lock file: it may have been
   * started by a client with another runtime directory, such as cron's, which has none.
   */
  public Place recorded() throws IOException {
    if (!Files.isRegularFile(lock()) || Files.size(lock()) > 4096) {
      return this;
    }
    String line = Files.readString(lock()).strip();
    return line.startsWith("/") && line.endsWith(".sock")
        ? new Place(name, fitting(Path.of(line)), state)
        : this;
  }
}
