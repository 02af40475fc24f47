package dev.tmuxsupervisor.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * A client that is attached to a tmux server, as a person's is, with a screen to look at and keys
 * to press. Its terminal is the pane of another tmux server, which is ended with it.
 */
final class AttachedClient implements AutoCloseable {
  private static final int COLUMNS = 120;
  private static final int ROWS = 30;

  private final Launcher launcher;
  private final Path inner;
  private final Path outer;

  private AttachedClient(Launcher launcher, Path inner) {
    this.launcher = launcher;
    this.inner = inner;
    this.outer = launcher.world().resolve("outer" + UUID.randomUUID().toString().substring(0, 8));
  }

  /** Attaches to the server at this socket, which must have a session. */
  static AttachedClient to(Launcher launcher, Path socket) throws Exception {
    return to(launcher, socket, COLUMNS, ROWS, List.of());
  }

  /**
   * The same in a terminal of this size.
   *
   * @param attaching words that follow {@code attach-session}, such as {@code -t =name}
   */
  static AttachedClient to(
      Launcher launcher, Path socket, int columns, int rows, List<String> attaching)
      throws Exception {
    AttachedClient client = new AttachedClient(launcher, socket);
    int before = client.clients();
    List<String> words = new ArrayList<>(List.of("new-session", "-d"));
    words.addAll(List.of("-x", Integer.toString(columns), "-y", Integer.toString(rows)));
    words.addAll(List.of("--", "env", "-u", "TMUX", "-u", "TMUX_PANE", "TERM=screen-256color"));
    words.addAll(List.of("tmux", "-u", "-S", socket.toString(), "attach-session"));
    words.addAll(attaching);
    words.addAll(List.of(";", "set-option", "-g", "remain-on-exit", "on"));
    words.addAll(List.of(";", "set-option", "-s", "escape-time", "0"));
    words.addAll(List.of(";", "set-option", "-g", "status", "off"));
    client.outside(words);
    client.resize(columns, rows);
    await()
        .untilAsserted(() -> {
          if (client.clients() <= before) {
            throw new AssertionError("not attached: " + client.screen());
          }
        });
    return client;
  }

  /** How long the screen may take to show what is awaited; no claim of how fast it is. */
  static ConditionFactory await() {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .pollDelay(Duration.ZERO);
  }

  /** What it shows, one line a row, without what ends in blanks. */
  String screen() throws IOException, InterruptedException {
    return outside(List.of("capture-pane", "-p"));
  }

  /** The same with the escape sequences that colour it. */
  String colouredScreen() throws IOException, InterruptedException {
    return outside(List.of("capture-pane", "-p", "-e"));
  }

  /** Presses keys, by tmux's names for them: {@code "C-b", "M"}. */
  void press(String... keys) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("send-keys", "--"));
    words.addAll(List.of(keys));
    outside(words);
  }

  /** Gives the terminal another size, as a person who drags its border does. */
  void resize(int columns, int rows) throws IOException, InterruptedException {
    outside(
        List.of("resize-window", "-x", Integer.toString(columns), "-y", Integer.toString(rows)));
  }

  /** The process of the client. */
  long pid() throws IOException, InterruptedException {
    return Long.parseLong(outside(List.of("display-message", "-p", "#{pane_pid}")).strip());
  }

  private int clients() throws IOException, InterruptedException {
    return (int) tmux(inner, List.of("list-clients")).lines().count();
  }

  private String outside(List<String> words) throws IOException, InterruptedException {
    return tmux(outer, words);
  }

  private String tmux(Path socket, List<String> words) throws IOException, InterruptedException {
    StringBuilder script = new StringBuilder("unset TMUX TMUX_PANE; exec tmux -u -f /dev/null -S");
    script.append(quoted(socket.toString()));
    words.forEach(word -> script.append(quoted(word)));
    return launcher.script(script.toString()).orFail().out();
  }

  private static String quoted(String word) {
    return " '" + word.replace("'", "'\\''") + "'";
  }

  @Override
  public void close() throws IOException {
    try {
      outside(List.of("kill-server"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
