package dev.tmuxsupervisor.manual;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;

/** A shell in a terminal, as a person has it: the pane of a tmux server of its own. */
final class Terminal implements AutoCloseable {
  /** What the first line must make the prompt. */
  static final String PROMPT = "ready> ";

  private final Path socket;
  private final Map<String, String> environment;

  private Terminal(Path socket, Map<String, String> environment) {
    this.socket = socket;
    this.environment = environment;
  }

  /** Starts it, and has it carry out a line before the first prompt. */
  static Terminal of(Path world, Map<String, String> environment, List<String> shell, String line)
      throws IOException, InterruptedException {
    Terminal terminal = new Terminal(world.resolve("tmux"), environment);
    List<String> words =
        new ArrayList<>(List.of("new-session", "-d", "-x", "150", "-y", "60", "--"));
    words.addAll(shell);
    terminal.tmux(words);
    terminal.type(line + "; clear\r");
    terminal.awaitScreen(screen -> screen.startsWith(PROMPT.strip()));
    return terminal;
  }

  /** Something that a screen may show. */
  interface Sight {
    boolean isOn(String screen);
  }

  void awaitScreen(Sight sight) {
    ThrowingRunnable look =
        () -> {
          String screen = screen();
          if (!sight.isOn(screen)) {
            throw new AssertionError("the screen shows:\n" + screen);
          }
        };
    await().untilAsserted(look);
  }

  /** Types it, sees that it is there, and has it completed. */
  void complete(String keys) throws IOException, InterruptedException {
    type(keys);
    awaitScreen(screen -> screen.endsWith(keys.strip()));
    type("\t");
  }

  String screen() throws IOException, InterruptedException {
    return tmux(List.of("capture-pane", "-p")).strip();
  }

  /** Presses keys as they come out of a keyboard; {@code \t} is TAB. */
  void type(String keys) throws IOException, InterruptedException {
    tmux(List.of("send-keys", "-l", "--", keys));
  }

  /** Takes back what was typed, and whatever is shown. */
  void clear() throws IOException, InterruptedException {
    type("\u0005\u0015"); // Ctrl-E, Ctrl-U: a signal would also flush what is typed next
    type("clear\r");
    awaitScreen(screen -> screen.equals(PROMPT.strip()));
  }

  private String tmux(List<String> words) throws IOException, InterruptedException {
    List<String> all =
        new ArrayList<>(List.of("tmux", "-u", "-f", "/dev/null", "-S", socket.toString()));
    all.addAll(words);
    return Programs.output(environment, all);
  }

  @Override
  public void close() throws IOException {
    try {
      tmux(List.of("kill-server"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
