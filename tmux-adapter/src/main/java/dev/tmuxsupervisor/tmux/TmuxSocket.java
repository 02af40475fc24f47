package dev.tmuxsupervisor.tmux;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a tmux server listens.
 *
 * @param path absolute; at most 107 bytes, as sockaddr_un holds no more (unix(7))
 */
public record TmuxSocket(Path path) {
  private static final int LONGEST = 107;

  /**
   * Checks its parts.
   *
   * @throws IllegalArgumentException for a path that no socket can have
   */
  public TmuxSocket {
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException("tmux socket must be absolute: " + path);
    }
    int bytes = path.toString().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > LONGEST) {
      throw new IllegalArgumentException(
          "tmux socket is %d bytes long, at most %d fit: %s".formatted(bytes, LONGEST, path));
    }
  }

  /**
   * The socket that a tmux client with this environment uses: that of {@code TMUX}, else the
   * default one under {@code TMUX_TMPDIR} or /tmp.
   *
   * @param uid of the user, part of the default directory's name
   * @throws IllegalArgumentException if the environment names a path that no socket can have
   */
  public static TmuxSocket ofEnvironment(Map<String, String> environment, int uid) {
    String inside = withoutLastTwoFields(environment.getOrDefault("TMUX", ""));
    if (!inside.isEmpty()) {
      return new TmuxSocket(Path.of(inside));
    }
    String directory = environment.getOrDefault("TMUX_TMPDIR", "");
    return new TmuxSocket(
        Path.of(directory.isEmpty() ? "/tmp" : directory).resolve("tmux-" + uid + "/default"));
  }

  /** TMUX holds path,pid,session; the path may itself hold commas. */
  private static String withoutLastTwoFields(String tmux) {
    int session = tmux.lastIndexOf(',');
    int pid = session < 1 ? -1 : tmux.lastIndexOf(',', session - 1);
    return pid < 0 ? tmux : tmux.substring(0, pid);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
