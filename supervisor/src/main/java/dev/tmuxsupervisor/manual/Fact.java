package dev.tmuxsupervisor.manual;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A variable or a file that pages name, and what it is for.
 *
 * @param name as texts name it, a regular expression
 * @param tag as its own entry does
 */
record Fact(String name, String tag, String meaning) {
  static final Fact WORKERS_LOCK =
      file(
          "worker's lock|lock below|lock whose|lock file|stale locks|locks that",
          "WORKER/.runtime/agent.lock",
          "The lock of a worker. See supervisor-worker-lock(7).");

  /** What users may set. */
  static final List<Fact> VARIABLES =
      List.of(
          variable(
              "SUPERVISOR_ROOT",
              "The directory that workers live in, where --root says nothing. Without both it is the nearest directory at or above the current one that has a supervisor.toml, else the current one."),
          variable("SUPERVISOR_SERVER", "The server to use, where -L says nothing."),
          variable(
              "SUPERVISOR_TMUX_SOCKET",
              "The socket of the tmux server to use, where --tmux-socket says nothing."),
          variable("SUPERVISOR_JAVA", "A Java 25 or newer, or its home."),
          variable(
              "SUPERVISOR_LIB", "A folder of jars that are run instead of the installed ones."),
          variable(
              "SUPERVISOR_BOX",
              "In a container: a file on which its first process holds a flock(2), which proves that there is no other container of its name. It must be an absolute path."),
          variable("XDG_CONFIG_HOME", "Where settings are. Default: ~/.config."),
          variable("XDG_STATE_HOME", "Where journal, index and logs are. Default: ~/.local/state."),
          variable(
              "XDG_RUNTIME_DIR",
              "Where the control socket is. Without it, in /tmp/supervisor-UID, which nobody else may read."));

  /** What there is in the file system. */
  static final List<Fact> FILES =
      List.of(
          file(
              "supervisor\\.toml",
              "ROOT/supervisor.toml",
              "The fleet: which workers there are, and how each is started. See supervisor.toml(5)."),
          file(
              "config\\.toml",
              "$XDG_CONFIG_HOME/supervisor/config.toml",
              "Your own settings. See supervisor.toml(5)."),
          WORKERS_LOCK,
          file(
              "worker\\.json",
              "WORKER/.runtime/worker.json",
              "What should run there and how it went. It holds values of variables, so that only its owner can read it."),
          file(
              "journal",
              "$XDG_STATE_HOME/supervisor/journal.jsonl",
              "Every decision with its evidence, a JSON object a line."),
          file(
              "workers\\.jsonl",
              "$XDG_STATE_HOME/supervisor/workers.jsonl",
              "The workers that the other verbs know, a JSON object a line. An index: it may be deleted."),
          file("server\\.log", "$XDG_STATE_HOME/supervisor/server.log", "What the server logs."),
          file(
              "default\\.sock",
              "$XDG_RUNTIME_DIR/supervisor/default.sock",
              "The control socket of the server, for its owner alone."),
          file(
              "loop\\.lock",
              "DIR/.ralph/loop.lock",
              "A loop lock. It is never removed: to remove it gives two holders."),
          file(
              "tmux\\.conf",
              "~/.config/tmux/tmux.conf, ~/.tmux.conf",
              "The configuration of tmux."));

  private static Fact variable(String name, String meaning) {
    return new Fact(name, Roff.bold(name), meaning);
  }

  private static Fact file(String name, String place, String meaning) {
    return new Fact(name, Roff.italic(place), meaning);
  }

  boolean isNamedIn(String texts) {
    return Pattern.compile("(?<![A-Za-z_-])(" + name + ")(?![A-Za-z_])").matcher(texts).find();
  }
}
