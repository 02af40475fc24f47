package dev.tmuxsupervisor.tmux;

import static dev.tmuxsupervisor.tmux.TmuxFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The terminal is a pane of another tmux server, whose screen can be read with its colours. */
final class MessageTest {
  private static final Duration SHOWN = Duration.ofMinutes(1);
  private static final List<String> PIECES =
      List.of(
          "#",
          "##",
          "[",
          "]",
          "[fg=red]",
          "#[fg=red]",
          "#{pid}",
          "{",
          "}",
          ",",
          "#(touch X)",
          "%",
          "%H",
          "%%",
          "#H",
          "é",
          "漢",
          "a",
          " b",
          "\\",
          "$",
          "'",
          "\"",
          ";",
          "~",
          "-p",
          "#,",
          "#}");

  @RegisterExtension final TmuxFixture fixture = new TmuxFixture();
  @RegisterExtension final TmuxFixture terminal = new TmuxFixture();

  private Created attach() {
    Created made = fixture.create("w");
    List<String> argv =
        List.of("env", "TERM=screen-256color", "tmux", "-u", "-S", "" + fixture.socket(), "attach");
    content(
        terminal
            .tmux()
            .newSession(
                NewSession.of(new SessionName("o"), terminal.root(), argv).withSize(100, 20)));
    await().until(() -> !clients().isEmpty());
    return made;
  }

  private List<AttachedClient> clients() {
    return content(fixture.tmux().clients());
  }

  /** The last line, where attributes that change within the text would show. */
  private String screen() {
    List<String> lines = terminal.plain("capture-pane", "-p", "-e").lines().toList();
    return lines.getLast();
  }

  /** Turns red when MessageText leaves hashes, or percent signs, or brackets as they are. */
  @Test
  void hostileTextIsShownAsItIs() throws Exception {
    attach();
    AttachedClient client = clients().getFirst();
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    List<String> texts =
        new ArrayList<>(
            List.of(
                "#[fg=red,reverse]red", "#(touch X) #{pid} %H", "a\u001b[31mb\nc\u009bd", "-l"));
    for (int round = 0; round < 30; round++) {
      StringBuilder text = new StringBuilder("x" + round);
      for (int piece = random.nextInt(1, 8); piece > 0; piece--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      texts.add(text.toString());
    }
    for (String text : texts) {
      content(fixture.tmux().displayMessage(client, text, SHOWN));
      String drawn = text.replaceAll("[\u001b\n\u009b]", "?").stripTrailing();
      await()
          .pollInterval(Duration.ofMillis(20))
          .untilAsserted(() -> assertThat(shown(screen())).as("seed %d", seed).isEqualTo(drawn));
    }
    try (var walk = Files.walk(fixture.root())) {
      assertThat(walk.filter(path -> path.endsWith("X"))).isEmpty();
    }
    assertThat(Path.of("X")).doesNotExist();
  }

  /** Without the attributes of the whole line; tmux 3.8 ends them on it. */
  private static String shown(String line) {
    return line.replaceFirst("^(\u001b\\[[0-9;]*m)*", "")
        .stripTrailing()
        .replaceFirst("(\u001b\\[[0-9;]*m)*$", "")
        .stripTrailing();
  }

  @Test
  void clientsAreToldApartAndOneThatIsGoneIsNoError() {
    assertThat(fixture.tmux().clients()).isInstanceOf(NoServer.class);
    Created made = attach();
    AttachedClient client = clients().getFirst();
    assertThat(client.server()).isEqualTo(made.server());
    assertThat(client.session()).isEqualTo(made.session());
    assertThat(client.pane()).isEqualTo(made.pane());
    assertThat(client.columns()).isEqualTo(100);
    assertThat(client.control()).isFalse();
    assertThat(client.unfocused()).as("nothing is known").isFalse();

    fixture.plain("set-option", "-g", "focus-events", "on");
    terminal.plain("send-keys", "-t", "=o:", "-l", "\u001b[O");
    await().until(() -> clients().getFirst().unfocused());

    fixture.plain("detach-client", "-s", "=w");
    await().until(() -> clients().isEmpty());
    content(fixture.tmux().displayMessage(client, "to nobody", SHOWN));
    AttachedClient other =
        new AttachedClient(
            new ServerIdentity(1, 1), "x", made.session(), made.pane(), 80, true, false, false);
    assertThat(fixture.tmux().displayMessage(other, "x", SHOWN)).isInstanceOf(Refused.class);
  }
}
