package dev.tmuxsupervisor.observe;

import static dev.tmuxsupervisor.judge.Verdict.Kind.FREE;
import static dev.tmuxsupervisor.judge.Verdict.Kind.HELD;
import static dev.tmuxsupervisor.judge.Verdict.Kind.LOCK_LOST;
import static dev.tmuxsupervisor.judge.Verdict.Kind.RESERVED;
import static dev.tmuxsupervisor.judge.Verdict.Kind.STALE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tmuxsupervisor.act.DeathAtStep;
import dev.tmuxsupervisor.act.ReserveOutcome;
import dev.tmuxsupervisor.act.Step;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.process.Liveness;
import dev.tmuxsupervisor.process.ProcessIdentity;
import dev.tmuxsupervisor.process.ProcessTable;
import dev.tmuxsupervisor.worker.Desired;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody keeps agents out by hand, of a worker on a real tmux. */
class ReservedByHandTest {
  private static final Optional<Duration> ENDLESS = Optional.empty();
  private @Nullable TmuxWorld opened;

  @BeforeEach
  void open() throws Exception {
    opened = TmuxWorld.create();
    world().tmux("new-session", "-d", "-s", "mine", "sleep", "1000"); // its server stays
  }

  @AfterEach
  void close() throws Exception {
    DeathAtStep.choose(Optional.empty());
    world().close();
  }

  private TmuxWorld world() {
    return java.util.Objects.requireNonNull(opened);
  }

  private ProcessIdentity spawn() throws Exception {
    return world().spawn("sleep", "1000").holding().orElseThrow().agent();
  }

  private Path lock() {
    return world().worker().runtime().lockFile();
  }

  /** Red when the agent is not ended before the lock is written. */
  @Test
  void onlyByForceAndThenAfterItsAgentIsDead() throws Exception {
    ProcessIdentity agent = spawn();
    byte[] before = Files.readAllBytes(lock());
    assertThat(world().reserve(ENDLESS, false))
        .isInstanceOfSatisfying(
            ReserveOutcome.Refused.class, refused -> assertThat(refused.byForce()).isTrue());
    assertThat(lock()).hasBinaryContent(before);

    assertThat(world().reserve(ENDLESS, true))
        .isInstanceOfSatisfying(
            ReserveOutcome.Reserved.class, taken -> assertThat(taken.fenced()).isPresent());
    assertThat(ProcessTable.probe(agent)).isInstanceOf(Liveness.Dead.class);
    assertThat(world().kind()).isEqualTo(RESERVED);
    assertThat(world().spec().desired()).isEqualTo(Desired.DOWN);
    assertThat(world().tmux("list-sessions", "-F", "#{session_name}")).isEqualTo("mine");
  }

  @ParameterizedTest
  @EnumSource(names = "(STOP|RESERVE)_.*", mode = EnumSource.Mode.MATCH_ALL)
  void afterDeathAtAStepThereIsTheOldLockOrTheNewOneAndNeverBothOfThem(Step step) throws Exception {
    ProcessIdentity agent = spawn();
    DeathAtStep.choose(Optional.of(step));
    assertThatThrownBy(() -> world().reserve(ENDLESS, true)).isInstanceOf(DeathAtStep.Death.class);
    DeathAtStep.choose(Optional.empty());

    Verdict.Kind left = world().kind();
    boolean lives = ProcessTable.probe(agent) instanceof Liveness.Alive;
    assertThat(left == RESERVED).isEqualTo(step == Step.RESERVE_LOCKED);
    assertThat(left == HELD).as("%s", left).isEqualTo(lives);
    assertThat(left == FREE)
        .as("%s", left)
        .isEqualTo(step == Step.STOP_LOCK_REMOVED || step == Step.RESERVE_READY);
    assertThat(world().reserve(ENDLESS, true)).isInstanceOf(ReserveOutcome.Reserved.class);
    assertThat(world().kind()).isEqualTo(RESERVED);
    assertThat(ProcessTable.probe(agent)).isInstanceOf(Liveness.Dead.class);
  }

  /** An agent whose lock was overwritten is known by its mark. */
  @Test
  void anAgentThatIsThereAllTheSameIsNotForgotten() throws Exception {
    assertThat(world().reserve(Optional.of(Duration.ofMillis(1)), false))
        .isInstanceOf(ReserveOutcome.Reserved.class);
    await().until(() -> world().kind() == STALE);
    byte[] over = Files.readAllBytes(lock());
    assertThat(world().reserve(ENDLESS, false)).isInstanceOf(ReserveOutcome.Reserved.class);
    byte[] kept = Files.readAllBytes(lock());
    Files.delete(lock());

    ProcessIdentity agent = spawn();
    Files.write(lock(), over);
    assertThat(world().kind()).isEqualTo(LOCK_LOST);
    Files.write(lock(), kept);
    assertThat(world().judge().why()).contains("kept by hand by ana", "; but session w");
    assertThat(world().reserve(ENDLESS, true))
        .isInstanceOfSatisfying(
            ReserveOutcome.Reserved.class,
            taken -> {
              assertThat(taken.before()).isPresent();
              assertThat(taken.fenced()).isPresent();
            });
    assertThat(ProcessTable.probe(agent)).isInstanceOf(Liveness.Dead.class);
  }

  @Test
  void whatIsNotOursIsNotTakenByForce() throws Exception {
    world().strangersLock(world().pid("=mine:"), "mine", Instant.now());
    assertThat(world().kind()).isEqualTo(HELD);
    byte[] before = Files.readAllBytes(lock());
    assertThat(world().reserve(ENDLESS, true))
        .isInstanceOfSatisfying(
            ReserveOutcome.Refused.class, refused -> assertThat(refused.byForce()).isFalse());
    Files.writeString(lock(), "{");
    assertThat(world().reserve(ENDLESS, true)).isInstanceOf(ReserveOutcome.Refused.class);
    Files.write(lock(), before);
    assertThat(world().pid("=mine:")).isPositive();
  }
}
