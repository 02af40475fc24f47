package dev.tmuxsupervisor.judge;

import static dev.tmuxsupervisor.judge.Situations.DEAD;
import static dev.tmuxsupervisor.judge.Situations.DOUBTFUL;
import static dev.tmuxsupervisor.judge.Situations.GONE;
import static dev.tmuxsupervisor.judge.Situations.evidence;
import static dev.tmuxsupervisor.judge.Situations.ours;
import static dev.tmuxsupervisor.judge.Situations.present;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.process.KernelIdentity;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a lock was written, for containers that can prove who they are and for others. */
final class OriginTest {
  /** A namespace's number is given again, and a name on a host proves nothing. */
  @ParameterizedTest
  @CsvSource({
    "boot-1, pid:[1], a@1:7, HERE",
    "boot-1, pid:[2], a@1:7, EARLIER_BOX",
    "boot-1, pid:[2], b@1:8, OTHER_NAMESPACE",
    "boot-1, pid:[2], a@1:8, OTHER_NAMESPACE",
    "boot-1, pid:[2],      , OTHER_NAMESPACE",
    "boot-1, pid:[1], b@1:8, OTHER_NAMESPACE",
    "boot-1, pid:[1],      , HERE",
    "boot-0, pid:[2], b@1:8, OLDER_BOOT",
  })
  void aBoxIsKnownByTheFileThatOnlyOneCanHold(
      String boot, String namespace, String box, Origin expected) {
    assertThat(origin(there(boot, namespace, Optional.ofNullable(box)), here(Optional.of("a@1:7"))))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"pid:[1], HERE", "pid:[2], OTHER_NAMESPACE"})
  void whoCannotProveItsBoxHasNoEarlierOne(String namespace, Origin expected) {
    KernelIdentity there = there("boot-1", namespace, Optional.of("a@1:7"));

    assertThat(origin(there, here(Optional.empty()))).isEqualTo(expected);
  }

  @Test
  void aLockOfTheEarlierBoxIsStaleWhenBothLegsAreGone() {
    KernelIdentity there = there("boot-1", "pid:[2]", Optional.of("a@1:7"));

    assertThat(judge(there, Optional.of("a@1:7"))).isInstanceOf(Verdict.Stale.class);
    assertThat(judge(there, Optional.of("b@1:8"))).isInstanceOf(Verdict.Foreign.class);
    assertThat(judge(there, Optional.empty())).isInstanceOf(Verdict.Foreign.class);
  }

  private static Verdict judge(KernelIdentity there, Optional<String> box) {
    Evidence seen = evidence(ours(there), DEAD, GONE, true);
    return Judge.judge(
        new Evidence(
            seen.lock(),
            box.isPresent() ? DEAD : DOUBTFUL,
            seen.session(),
            true,
            here(box),
            seen.lockAt(),
            seen.processAt(),
            seen.sessionAt(),
            seen.at()));
  }

  private static Origin origin(KernelIdentity there, KernelIdentity here) {
    return Origin.of(present(ours(there)).lock(), here);
  }

  private static KernelIdentity there(String boot, String namespace, Optional<String> box) {
    return new KernelIdentity("host", Optional.empty(), boot, namespace, box);
  }

  private static KernelIdentity here(Optional<String> box) {
    return there("boot-1", "pid:[1]", box);
  }
}
