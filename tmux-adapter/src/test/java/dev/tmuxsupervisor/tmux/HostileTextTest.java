package dev.tmuxsupervisor.tmux;

import static dev.tmuxsupervisor.tmux.TmuxFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class HostileTextTest {
  @RegisterExtension final TmuxFixture fixture = new TmuxFixture();

  /** Turns red when the separator is a mere tab, and when it is a nonce that never changes. */
  @Test
  void valuesThatLookLikeRecordsAreOnlyText() {
    Created made = fixture.create("w");
    Nonce guessed = Nonce.fresh();
    List<String> values =
        List.of(
            "a\nb\tc",
            "\tx\tSESSION/7",
            guessed.separator() + "END/0" + guessed.separator(),
            "END\n",
            "\u0001\u001b[31m|%9|",
            "a ; kill-server",
            "'\"\\n\"'\\",
            "~/x $HOME #{pid} %H");
    for (String given : values) {
      content(
          fixture
              .tmux()
              .setOptions(Guarded.of(made.server(), made.session()), Map.of("@x", given)));
      content(
          fixture.tmux().setOptions(Guarded.of(made.server(), made.pane()), Map.of("@x", given)));
      Snapshot seen = fixture.snapshot("@x", "@y");
      String value = printed(given, seen.version());
      assertThat(seen.sessions()).singleElement().isEqualTo(session(made, value));
      assertThat(seen.panes())
          .singleElement()
          .extracting(Pane::options)
          .isEqualTo(Map.of("@x", value));
    }
  }

  /** tmux 3.4 and 3.5 print control characters in octal. */
  private static String printed(String value, TmuxVersion version) {
    return version.text().matches("3\\.[45].?")
        ? value.replace("\u0001", "\\001").replace("\u001b", "\\033")
        : value;
  }

  private static Session session(Created made, String value) {
    return new Session(made.session(), "w", made.sessionCreated(), 0, 1, Map.of("@x", value));
  }

  @Test
  void sessionsThatOthersNamedOddlyAreListedWhole() {
    List<String> names =
        List.of("%0", "$0x", "a|b|c", "END", "HEAD/4", "a b", "-x", "=", "~", "é☃", "'\"", "@1");
    fixture.create("w");
    for (String name : names) {
      fixture.plain("new-session", "-d", "-s", "tmp", "sleep", "1000");
      fixture.plain("rename-session", "-t", "=tmp", "--", name);
    }
    fixture.plain("select-pane", "-t", "=END:", "-T", "a|%9|END\t#(id)");

    Snapshot seen = fixture.snapshot("@x");

    assertThat(seen.sessions())
        .extracting(Session::name)
        .contains("%0", "a|b|c", "END", "HEAD/4", "a b", "-x", "=", "~", "é☃", "'\"", "@1");
    assertThat(seen.sessions()).hasSize(names.size() + 1);
    assertThat(seen.panes()).hasSize(names.size() + 1);
  }

  /** Turns red when respawn hands the directory to -c as it is, and with -c in new-session. */
  @Test
  void noTextThatWeHandOverRunsACommand() throws IOException {
    Path trap = fixture.root().resolve("X");
    String touch = "#(touch " + trap.getFileName() + ") #(touch /" + "tmp" + ")";
    Path directory = fixture.directory("d#(touch X)##[x]#{pid}#,");
    List<String> show = List.of("sh", "-c", "pwd; printf '%s|' \"$@\" \"$V\"; sleep 1000", "x");
    List<String> argv = new ArrayList<>(show);
    argv.add(touch);
    Created made =
        content(
            fixture
                .tmux()
                .newSession(
                    NewSession.of(new SessionName("w"), directory, argv)
                        .withSize(250, 20)
                        .withEnvironment(Map.of("V", touch))
                        .withUserOptions(Map.of("@x", touch))));
    assertShown(made, directory, touch);
    content(
        fixture
            .tmux()
            .respawn(
                Guarded.of(made.server(), made.pane()),
                Respawn.of(directory, argv)
                    .withEnvironment(Map.of("V", touch))
                    .withUserOptions(Map.of("@x", touch))
                    .killing()));
    assertShown(made, directory, touch);
    Path plain = fixture.directory("plain-1.2_x");
    content(
        fixture
            .tmux()
            .respawn(
                Guarded.of(made.server(), made.pane()),
                Respawn.of(plain, argv).withEnvironment(Map.of("V", touch)).killing()));
    assertShown(made, plain, touch);
    try (var walk = Files.walk(fixture.root())) {
      assertThat(walk.filter(path -> path.endsWith("X"))).isEmpty();
    }
    assertThat(Path.of("/X")).doesNotExist();
  }

  private void assertShown(Created made, Path directory, String touch) {
    await()
        .untilAsserted(() ->
            assertThat(content(fixture.tmux().capture(made.server(), made.pane(), 50)))
                .containsExactly(directory.toString(), touch + "|" + touch + "|"));
    assertThat(fixture.snapshot("@x").sessions().getFirst().options())
        .isEqualTo(Map.of("@x", touch));
  }
}
