package dev.tmuxsupervisor.observe;

import static dev.tmuxsupervisor.judge.Verdict.Kind.CHANGED_HANDS;
import static dev.tmuxsupervisor.judge.Verdict.Kind.FREE;
import static dev.tmuxsupervisor.judge.Verdict.Kind.HELD;
import static dev.tmuxsupervisor.judge.Verdict.Kind.STALE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tmuxsupervisor.act.AdoptOutcome;
import dev.tmuxsupervisor.act.DeathAtStep;
import dev.tmuxsupervisor.act.Step;
import dev.tmuxsupervisor.judge.Judge;
import dev.tmuxsupervisor.judge.Remedy;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.process.BootTime;
import dev.tmuxsupervisor.worker.Desired;
import dev.tmuxsupervisor.worker.History;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A pane of the user's that a worker takes over, on a real tmux. */
class AdoptedPaneTest {
  private @Nullable TmuxWorld opened;

  @BeforeEach
  void open() throws Exception {
    opened = TmuxWorld.create();
    world().tmux("new-session", "-d", "-s", "mine", "sleep", "1000");
  }

  @AfterEach
  void close() throws Exception {
    DeathAtStep.choose(Optional.empty());
    world().close();
  }

  private TmuxWorld world() {
    return java.util.Objects.requireNonNull(opened);
  }

  /** What the supervisor would do by itself, under the guard. */
  private Remedy remedy(Verdict.Kind expected) throws Exception {
    var seen = world().look();
    Verdict verdict =
        Judge.judge(
            new dev.tmuxsupervisor.judge.Evidence(
                seen.lock(),
                seen.process(),
                seen.session(),
                true,
                seen.here(),
                seen.lockAt(),
                seen.processAt(),
                seen.sessionAt(),
                seen.at()));
    assertThat(verdict.kind()).isEqualTo(expected);
    return Remedy.of(verdict, world().spec(), BootTime.now());
  }

  /**
   * Red when the first spec is written as the last one is: the remedy is then to start a second
   * agent.
   */
  @ParameterizedTest
  @EnumSource(names = "ADOPT_.*", mode = EnumSource.Mode.MATCH_ALL)
  void afterDeathAtAStepNothingIsStartedAndTheNextAdoptionFinishesIt(Step step) throws Exception {
    long pid = world().pid("=mine:");
    DeathAtStep.choose(Optional.of(step));
    assertThatThrownBy(() -> world().adopt("mine")).isInstanceOf(DeathAtStep.Death.class);
    DeathAtStep.choose(Optional.empty());

    switch (step) {
      case ADOPT_SPEC_WRITTEN -> assertThat(remedy(FREE)).isInstanceOf(Remedy.Nothing.class);
      case ADOPT_CLAIMED -> assertThat(remedy(STALE)).isInstanceOf(Remedy.Nothing.class);
      case ADOPT_MARKED, ADOPT_SPEC_READY ->
          assertThat(remedy(CHANGED_HANDS)).isInstanceOf(Remedy.Adopt.class);
      default -> assertThat(remedy(HELD)).isInstanceOf(Remedy.Nothing.class);
    }
    AdoptOutcome again = world().adopt("mine");
    assertThat(again)
        .isInstanceOf(
            step == Step.ADOPT_LOCKED ? AdoptOutcome.Held.class : AdoptOutcome.Adopted.class);
    assertThat(world().kind()).isEqualTo(HELD);
    assertThat(world().pid("=mine:")).isEqualTo(pid);
    assertThat(world().spec().history()).isEqualTo(History.FRESH);
    assertThat(world().spec().desired()).isEqualTo(Desired.UP);
    assertThat(world().spec().argv()).containsExactly("sleep", "1000");
  }

  /** Red when OurSession takes the session around a closed pane for ours without its mark. */
  @Test
  void aPaneWhoseAgentEndsStaysAndOneThatIsClosedLeavesNoSessionOfOurs() throws Exception {
    world().tmux("split-window", "-d", "-t", "=mine:", "sleep", "1001");
    AdoptOutcome.Adopted adopted = (AdoptOutcome.Adopted) world().adopt("%0");
    assertThat(adopted.spec().session()).as("the other pane keeps that name").isEqualTo("w");
    world().end(adopted.lock().pid());
    await().until(() -> world().kind() == Verdict.Kind.ORPHANED_SESSION);
    world().tmux("kill-pane", "-t", "%0");
    assertThat(world().kind()).isEqualTo(STALE);
    assertThat(world().tmux("list-panes", "-a", "-F", "#{pane_id}")).isEqualTo("%1");
  }

  @Test
  void aRefusedPaneLeavesTheWorkerAsItWas() throws Exception {
    world().tmux("set-option", "-p", "-t", "%0", "@supervisor_worker", "somebody");
    AdoptOutcome outcome = world().adopt("mine");
    assertThat(outcome).isInstanceOf(AdoptOutcome.Failed.class);
    assertThat(((AdoptOutcome.Failed) outcome).open()).isFalse();
    assertThat(world().kind()).isEqualTo(FREE);
    assertThat(world().spec().desired()).isEqualTo(Desired.DOWN);
    assertThat(world().tmux("show-options", "-p", "-t", "%0"))
        .isEqualTo("@supervisor_worker somebody");
  }
}
