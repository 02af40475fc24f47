package dev.tmuxsupervisor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessTableTest {
  private final Children children = new Children();

  @AfterEach
  void endChildren() {
    children.close();
  }

  @Test
  void seesALivingChildAndItsEnd() throws Exception {
    Process child = children.start("sleep", "60");
    ProcessIdentity identity = Children.identity(child);
    assertThat(ProcessTable.probe(identity)).isInstanceOf(Liveness.Alive.class);
    assertThat(ProcessTable.probe(child.pid(), OptionalLong.empty()))
        .isInstanceOf(Liveness.Alive.class);

    child.destroyForcibly().waitFor();

    assertThat(ProcessTable.probe(identity)).isInstanceOf(Liveness.Dead.class);
    assertThat(ProcessTable.probe(child.pid(), OptionalLong.empty()))
        .isInstanceOf(Liveness.Dead.class);
    assertThat(ProcessTable.identify(child.pid())).isEmpty();
  }

  @Test
  void countsAZombieAsDeadAlthoughItTakesSignals() throws Exception {
    Process parent = children.start("sh", "-c", "sleep 0 & exec sleep 60");
    ProcStat zombie = await().until(() -> zombieOf(parent), Optional::isPresent).orElseThrow();

    assertThat(zombie.state()).isEqualTo('Z');
    Libc.probe((int) zombie.pid()); // kill(2) finds it
    // Removed the look at the state: red.
    assertThat(ProcessTable.probe(zombie.identity()))
        .isEqualTo(new Liveness.Dead("pid " + zombie.pid() + " is a zombie"));
  }

  @Test
  void takesAnotherStartForAnotherProcess() throws Exception {
    ProcessIdentity child = Children.identity(children.start("sleep", "60"));
    ProcessIdentity before = new ProcessIdentity(child.pid(), child.startTicks() - 1);
    // Removed the comparison of ticks: red.
    assertThat(ProcessTable.probe(before)).isInstanceOf(Liveness.Dead.class);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {-1, 0, 1, Long.MIN_VALUE, 1L << 31, (1L << 32) + 2, (1L << 22) + 1, Long.MAX_VALUE})
  void saysNothingAboutANumberThatNoAgentHas(long pid) {
    // Removed the check of the range: red, 2^32 + 2 is pid 2 for kill(2), and -1 is everybody.
    assertThat(ProcessTable.probe(pid, OptionalLong.empty())).isInstanceOf(Liveness.Unknown.class);
    assertThat(ProcessTable.probe(pid, OptionalLong.of(1))).isInstanceOf(Liveness.Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1, 1L << 31, (1L << 32) + 2})
  void makesNoIdentityThatCouldBeSignalled(long pid) throws IOException {
    assertThat(ProcessTable.identify(pid)).isEmpty();
    assertThat(ProcessIdentity.isPossible(pid)).isFalse();
    org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProcessIdentity(pid, 1));
  }

  @Test
  void listsItselfAndItsChildren() throws Exception {
    Process child = children.start("sleep", "60");
    assertThat(ProcessTable.all())
        .extracting(ProcStat::pid)
        .contains(child.pid(), ProcessHandle.current().pid());
  }

  private static Optional<ProcStat> zombieOf(Process parent) throws IOException {
    return ProcessTable.all().stream()
        .filter(process -> process.parent() == parent.pid() && process.isOver())
        .findFirst();
  }
}
