package dev.tmuxsupervisor.tmux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ValuesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/tmp/tmux-7/default,123,0 | /x | /tmp/tmux-7/default",
        "/tmp/a,b/s,123,0 | '' | /tmp/a,b/s",
        "'' | /run/t | /run/t/tmux-7/default",
        "'' | '' | /tmp/tmux-7/default",
      })
  void theEnvironmentNamesTheSocket(String tmux, String directory, String socket) {
    assertThat(TmuxSocket.ofEnvironment(Map.of("TMUX", tmux, "TMUX_TMPDIR", directory), 7).path())
        .isEqualTo(Path.of(socket));
  }

  @Test
  void aSocketPathIsAbsoluteAndFitsTheKernel() {
    assertThat(new TmuxSocket(Path.of("/" + "a".repeat(106))).path()).isAbsolute();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TmuxSocket(Path.of("/" + "a".repeat(107))))
        .withMessageContaining("108 bytes");
    assertThatIllegalArgumentException().isThrownBy(() -> new TmuxSocket(Path.of("tmux/s")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"$", "$-1", "$1a", "%3", "3", "", "$99999999999", "$٣"})
  void aTextThatIsNoSessionIdIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> SessionId.parse(text));
  }

  @Test
  void idsReadAsTheyAreWritten() {
    assertThat(SessionId.parse("$3")).hasToString("$3").isEqualTo(new SessionId(3));
    assertThat(PaneId.parse("%4294967295")).hasToString("%4294967295");
  }

  @ParameterizedTest
  @ValueSource(strings = {"w1", "crew/dave", "a/b/c/d", "A_-9", "0"})
  void aPlainNameIsTaken(String name) {
    assertThat(new SessionName(name)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "a/",
        "/a",
        "a//b",
        "a/b/c/d/e",
        "-a",
        "a b",
        "a.b",
        "a:b",
        "#(id)",
        "a\n",
        "é",
        "$1",
        "a;",
        "=a",
        "a/-b"
      })
  void anyOtherNameIsRefusedWithWhatIsAllowed(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SessionName(name))
        .withMessageContaining("letter or digit");
  }

  @Test
  void aNamePartOfMoreThan64CharactersIsRefused() {
    assertThat(new SessionName("a".repeat(64)).text()).hasSize(64);
    assertThatIllegalArgumentException().isThrownBy(() -> new SessionName("a".repeat(65)));
  }

  @ParameterizedTest
  @CsvSource({
    "tmux 3.1c, false",
    "tmux 3.2, true",
    "tmux 3.2-rc3, false",
    "tmux 3.3a, true",
    "tmux 3.10, true",
    "tmux next-3.2, false",
    "tmux next-3.6, true",
    "tmux openbsd-6.9, false",
    "tmux openbsd-7.4, true",
    "tmux master, true",
    "3.7c, true",
    "tmux 2.9a, false",
  })
  void aVersionSufficesFrom32On(String printed, boolean suffices) {
    assertThat(TmuxVersion.parse(printed).suffices()).isEqualTo(suffices);
  }

  @Test
  void versionsAreInOrder() {
    List<TmuxVersion> ordered =
        List.of("3.2", "3.3", "3.3a", "3.3c", "3.4", "next-3.10", "3.10", "master").stream()
            .map(TmuxVersion::parse)
            .toList();
    assertThat(ordered).isSorted();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tmux", "screen 4.0", "tmux 3", "tmux 3.3a4", "tmux three"})
  void aTextThatIsNoVersionIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> TmuxVersion.parse(text));
  }

  @Test
  void aTextThatNoProcessCanBeGivenIsRefused() {
    SessionName name = new SessionName("w");
    Path here = Path.of("/");
    assertThatIllegalArgumentException().isThrownBy(() -> NewSession.of(name, here, List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NewSession.of(name, here, List.of("a\0b")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NewSession.of(name, here, List.of("\ud800")));
    NewSession good = NewSession.of(name, here, List.of("a"));
    assertThatIllegalArgumentException().isThrownBy(() -> good.withEnvironment(Map.of("A=B", "c")));
    assertThatIllegalArgumentException().isThrownBy(() -> good.withUserOptions(Map.of("x", "y")));
    assertThatIllegalArgumentException().isThrownBy(() -> good.withSize(0, 10));
  }
}
