package dev.tmuxsupervisor.tmux;

import static dev.tmuxsupervisor.tmux.TmuxFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The terminal is a pane of another tmux server, whose screen can be read with its colours. */
final class MenuTest {
  private static final List<String> PIECES =
      List.of(
          "#",
          "##",
          "#[fg=red]",
          "##[",
          "#{pid}",
          "#(touch X)",
          "#{E:@menu}",
          "$(touch X)",
          "`touch X`",
          "%H",
          "%%",
          "%1",
          "%%%",
          "[",
          "]",
          "{",
          "}",
          ",",
          "é",
          "漢",
          "😀",
          "a",
          " b",
          "\\",
          "\\n",
          "$HOME",
          "${HOME}",
          "~",
          "'",
          "\"",
          ";",
          " ; ",
          "-p",
          "--",
          "#,",
          "#}");

  @RegisterExtension final TmuxFixture fixture = new TmuxFixture();
  @RegisterExtension final TmuxFixture terminal = new TmuxFixture();
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @BeforeEach
  void attach() {
    System.out.println("seed " + seed);
    fixture.create("w");
    fixture.plain("bind-key", "-n", "F5", "run-shell", "-C", "#{@menu}");
    List<String> argv =
        List.of("env", "TERM=screen-256color", "tmux", "-u", "-S", "" + fixture.socket(), "attach");
    content(
        terminal
            .tmux()
            .newSession(
                NewSession.of(new SessionName("o"), terminal.root(), argv).withSize(120, 24)));
    await().until(() -> !content(fixture.tmux().clients()).isEmpty());
  }

  private String hostile(String name) {
    StringBuilder text = new StringBuilder();
    for (int piece = random.nextInt(1, 8); piece > 0; piece--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.append(name).toString();
  }

  private static List<List<String>> get(String argument) {
    return List.of(List.of("set-option", "-g", "--", "@got", argument));
  }

  private void open(Menu menu) {
    ServerIdentity server = content(fixture.tmux().identity());
    OptionChange change = new OptionChange(Optional.empty(), "@menu", Optional.of(menu.commands()));
    content(fixture.tmux().change(server, List.of(change)));
    press("F5");
  }

  private void press(String... keys) {
    for (String key : keys) {
      terminal.plain("send-keys", "-t", "=o:", key);
    }
  }

  /** Attributes that change within a text would show in it. */
  private void awaitShown(String... texts) {
    await()
        .pollInterval(Duration.ofMillis(30))
        .untilAsserted(() ->
            assertThat(terminal.plain("capture-pane", "-p", "-e", "-t", "=o:"))
                .as("seed %d", seed)
                .contains(texts));
  }

  private void awaitGot(String argument) {
    await()
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() ->
            assertThat(fixture.plain("show-options", "-gqv", "@got"))
                .as("seed %d", seed)
                .isEqualTo(argument + "\n"));
  }

  /**
   * Turns red when a menu in a menu, or the commands after a question, are not written for one more
   * expansion, and when a title, a label or a note is not written for drawing.
   */
  @Test
  void hostileTextIsShownAsItIsAndArrivesAsItIs() throws Exception {
    for (int round = 0; round < 12; round++) {
      String title = hostile("t");
      String inner = hostile("i");
      String label = hostile("l");
      String note = hostile("n");
      String question = hostile("q").replace("#", "+");
      List<String> arguments =
          List.of(hostile("1\n2"), hostile("2;"), hostile("3"), hostile("\t4#"));
      Menu second =
          new Menu(
              inner,
              List.of(
                  new Menu.Choice("take it", "1", get(arguments.get(1))),
                  new Menu.Choice(
                      label, "2", List.of(Menu.confirming(question, get(arguments.get(2))))),
                  new Menu.Submenu(
                      "deeper",
                      "3",
                      new Menu(
                          title, List.of(new Menu.Choice("it", "1", get(arguments.get(3))))))));
      Menu first =
          new Menu(
              title,
              List.of(
                  new Menu.Choice(label, "1", get(arguments.getFirst())),
                  new Menu.Line(),
                  new Menu.Note(note),
                  new Menu.Submenu("more", "2", second)));
      open(first);
      awaitShown(title, label, note, "more");
      press("1");
      awaitGot(arguments.getFirst());

      open(first);
      awaitShown(title);
      press("2");
      awaitShown(inner, label);
      press("1");
      awaitGot(arguments.get(1));

      open(first);
      awaitShown(title);
      press("2");
      awaitShown(inner);
      press("2");
      awaitShown(question);
      press("y");
      awaitGot(arguments.get(2));

      open(first);
      awaitShown(note);
      press("2");
      awaitShown(inner);
      press("3");
      awaitShown(title);
      press("1");
      awaitGot(arguments.get(3));
    }
    for (TmuxFixture either : List.of(fixture, terminal)) {
      try (var walk = Files.walk(either.root())) {
        assertThat(walk.filter(path -> path.endsWith("X"))).isEmpty();
      }
    }
    assertThat(Path.of("X")).doesNotExist();
  }

  @Test
  void aLabelIsNoNoteAndNoLineThoughItLooksLikeOne() {
    open(
        new Menu(
            "t",
            List.of(new Menu.Choice("-a", "1", get("1")), new Menu.Choice("", "2", get("2")))));
    awaitShown("-a");
    press("1");
    awaitGot("1");
    press("F5");
    awaitShown("-a");
    press("2");
    awaitGot("2");
  }

  @Test
  void aPopupRunsItsWordsAsTheyAre() {
    String hostile = hostile("p");
    open(
        new Menu(
            "t",
            List.of(
                new Menu.Choice(
                    "pop",
                    "1",
                    List.of(
                        Menu.popup(
                            List.of("sh", "-c", "printf %s \"$1\"; read x", "sh", hostile)))))));
    awaitShown("pop");
    press("1");
    awaitShown(hostile);
    press("Enter");
  }

  @Test
  void aQuestionThatVersionsOfTmuxDrawDifferentlyIsRefused() {
    assertThatThrownBy(() -> Menu.confirming("#[fg=red]?", get("x")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
