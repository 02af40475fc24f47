package dev.tmuxsupervisor.tmux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ComplaintsTest {
  private static final Nonce FIRST = new Nonce("aaaa");
  private static final Nonce SECOND = new Nonce("bbbb");
  private static final Nonce THIRD = new Nonce("cccc");
  private static final List<Nonce> ALL = List.of(FIRST, SECOND, THIRD);

  @Test
  void eachIsToldWhatStandsBelowItsHeading() {
    String errors =
        """
        can't find session: aaaa
        can't find session: bbbb
        no such thing
        and no other
        can't find session: cccc
        """;
    assertThat(Complaints.about(FIRST, ALL, errors)).isEmpty();
    assertThat(Complaints.about(SECOND, ALL, errors)).isEqualTo("no such thing\nand no other");
    assertThat(Complaints.about(THIRD, ALL, errors)).isEmpty();
  }

  @Test
  void whoWasNotReachedIsToldWhatCameLast() {
    String errors = "can't find session: aaaa\nserver exited unexpectedly\n";
    assertThat(Complaints.about(FIRST, ALL, errors)).isEqualTo("server exited unexpectedly");
    assertThat(Complaints.about(THIRD, ALL, errors)).isEqualTo("server exited unexpectedly");
  }

  @Test
  void whereNobodyWasReachedAllIsForEach() {
    assertThat(Complaints.about(SECOND, ALL, "no server running on /tmp/s\n"))
        .isEqualTo("no server running on /tmp/s");
  }
}
