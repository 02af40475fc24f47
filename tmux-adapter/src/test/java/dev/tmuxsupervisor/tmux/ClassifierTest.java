package dev.tmuxsupervisor.tmux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ClassifierTest {
  private static final Nonce NONCE = new Nonce("n0");
  private static final String HEAD = "\tn0\tHEAD/4\tn0\t7\tn0\t99\tn0\t3.3a\tn0\t0\tn0\t\n";
  private static final String END = "\tn0\tEND/0\tn0\t\n";

  static Stream<Arguments> silences() {
    return Stream.of(
        arguments(1, "error connecting to /s (Permission denied)", Reason.DENIED),
        arguments(1, "directory /tmp/tmux-1 has unsafe permissions", Reason.DENIED),
        arguments(0, "access not allowed", Reason.DENIED),
        arguments(1, "access not allowed", Reason.DENIED),
        arguments(0, "server version is too old for client", Reason.MISMATCH),
        arguments(1, "protocol version mismatch (client 8, server 7)", Reason.MISMATCH),
        arguments(1, "server exited unexpectedly", Reason.LOST),
        arguments(1, "lost server", Reason.LOST),
        arguments(0, "", Reason.GARBLED),
        arguments(0, "no server running on /s", Reason.GARBLED),
        arguments(1, "no current target", Reason.GARBLED),
        arguments(1, "error connecting to /s (File name too long)", Reason.GARBLED),
        arguments(1, "tmux: need UTF-8 locale (LC_CTYPE) but have ANSI", Reason.GARBLED),
        arguments(1, "command too long", Reason.GARBLED));
  }

  @ParameterizedTest
  @MethodSource("silences")
  void withoutARecordNothingIsKnown(int status, String err, Reason reason) {
    assertThat(Classifier.judge(new Exit(status, "", err + "\n"), NONCE))
        .isInstanceOfSatisfying(
            Unreachable.class, answer -> assertThat(answer.reason()).isEqualTo(reason));
  }

  @ParameterizedTest
  @CsvSource({
    "no server running on /s",
    "error connecting to /s (No such file or directory)",
    "error connecting to /a (b) (No such file or directory)",
  })
  void onlyTwoTextsSayThatThereIsNoServer(String err) {
    assertThat(Classifier.judge(new Exit(1, "", err + "\n"), NONCE)).isEqualTo(new NoServer<>(err));
  }

  @Test
  void anEndMarkerIsBelievedWhateverTheStatus() {
    assertThat(Classifier.judge(new Exit(1, HEAD + END, "a hook failed"), NONCE))
        .isInstanceOfSatisfying(
            Running.class,
            answer ->
                assertThat(((Reply) answer.content()).head().server())
                    .isEqualTo(new ServerIdentity(7, 99)));
  }

  @Test
  void anEndMarkerOfAnotherCallIsOnlyText() {
    assertThat(Classifier.judge(new Exit(0, HEAD + END.replace("n0", "n1"), ""), NONCE))
        .isInstanceOf(Unreachable.class);
  }

  @Test
  void aServerThatAnsweredAndFailedHasRefused() {
    assertThat(Classifier.judge(new Exit(1, HEAD, "duplicate session: a\n"), NONCE))
        .isEqualTo(new Refused<>("duplicate session: a"));
  }

  @Test
  void aServerThatWentAwayInTheMiddleIsLost() {
    assertThat(Classifier.judge(new Exit(1, HEAD, "server exited unexpectedly\n"), NONCE))
        .isEqualTo(new Unreachable<>(Reason.LOST, "server exited unexpectedly"));
    assertThat(Classifier.judge(new Exit(0, HEAD, ""), NONCE))
        .isInstanceOfSatisfying(
            Unreachable.class, answer -> assertThat(answer.reason()).isEqualTo(Reason.GARBLED));
  }

  @Test
  void anOldServerIsNamedAsSuch() {
    assertThat(Classifier.judge(new Exit(0, HEAD.replace("3.3a", "3.1c") + END, ""), NONCE))
        .isEqualTo(
            new Unreachable<>(Reason.TOO_OLD, "the server is tmux 3.1c; at least 3.2 is needed"));
  }

  @Test
  void everyTruncationOfAReplyIsUnbelieved() {
    String whole = HEAD + END.stripTrailing() + "\t";
    for (int length = 0; length < whole.length(); length++) {
      assertThat(Classifier.judge(new Exit(0, whole.substring(0, length), ""), NONCE))
          .as("the first %d characters", length)
          .isInstanceOf(Unreachable.class);
    }
    assertThat(Classifier.judge(new Exit(0, whole, ""), NONCE)).isInstanceOf(Running.class);
  }
}
