package dev.tmuxsupervisor.judge;

import static dev.tmuxsupervisor.judge.Situations.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.process.BootTime;
import dev.tmuxsupervisor.worker.Desired;
import dev.tmuxsupervisor.worker.History.Standing;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the supervisor does by itself, for every verdict, wish and standing. */
class RemedyTest {
  /** What is done once the end is written down, by standing. */
  record ByStanding(Class<?> running, Class<?> due, Class<?> notDue, Class<?> over) {
    Class<?> of(Standing standing, boolean isDue) {
      return switch (standing) {
        case RUNNING -> running;
        case RETRY, BROKEN -> isDue ? due : notDue;
        case FINISHED, FAILED -> over;
      };
    }
  }

  private static ByStanding always(Class<?> remedy) {
    return new ByStanding(remedy, remedy, remedy, remedy);
  }

  private static ByStanding whenDue(Class<?> remedy) {
    return new ByStanding(remedy, remedy, Remedy.Await.class, Remedy.Nothing.class);
  }

  private static final Class<Remedy.Nothing> NOTHING = Remedy.Nothing.class;
  private static final Class<Remedy.Hold> HOLD = Remedy.Hold.class;
  private static final Class<Remedy.KeepOut> KEEP_OUT = Remedy.KeepOut.class;
  private static final Class<Remedy.FinishStop> FINISH = Remedy.FinishStop.class;

  private static Arguments row(String name, Verdict verdict, ByStanding up, Class<?> down) {
    return argumentSet(name, verdict, up, down);
  }

  static Stream<Arguments> table() {
    ByStanding start = whenDue(Remedy.Start.class);
    ByStanding respawn = whenDue(Remedy.Respawn.class);
    ByStanding adopt = always(Remedy.Adopt.class);
    return Stream.of(
        row("free", new Verdict.Free("x"), start, NOTHING),
        row("held", held(ours(HERE)), always(NOTHING), FINISH),
        row("claimed", held(claim(HERE)), always(NOTHING), FINISH),
        row("changed hands", changed(ours(HERE)), adopt, FINISH),
        row("lock lost", new Verdict.LockLost(sighting(OTHER), "x"), adopt, FINISH),
        row("lock lost, dead", new Verdict.LockLost(sighting(DEAD_PANE), "x"), adopt, FINISH),
        row("orphaned session", orphan(ours(HERE), DEAD_PANE), respawn, FINISH),
        row("a shell is left", orphan(ours(HERE), SHELL), respawn, FINISH),
        row("pane closed", orphan(ours(HERE), CLOSED), whenDue(HOLD), FINISH),
        row("orphaned process", process(ours(HERE)), always(Remedy.EndTree.class), FINISH),
        row("stale", stale(ours(HERE)), start, FINISH),
        row("stale claim", stale(claim(HERE)), start, FINISH),
        row("stale since boot", stale(ours(OLDER_BOOT)), start, FINISH),
        row("unknown", new Verdict.Unknown(ours(HERE), "x"), always(HOLD), NOTHING),
        row(
            "foreign",
            new Verdict.Foreign(present(ours(OTHER_HOST)), "x"),
            always(NOTHING),
            NOTHING),
        row("damaged", damaged(), always(NOTHING), NOTHING),
        row("kept by hand", reserved(Duration.ofHours(1)), always(KEEP_OUT), KEEP_OUT),
        row("kept until now", overByHand(), always(Remedy.Expire.class), Remedy.Expire.class));
  }

  private static Verdict overByHand() {
    return stale(byHand(HERE, Optional.of(Duration.ZERO)));
  }

  /** Also where nothing is wanted, or written down: it frees itself. */
  @Test
  void whatIsKeptByHandIsLookedAtAgainWhenItsTimeIsOver() {
    assertThat(Remedy.of(reserved(Duration.ofHours(1)), Optional.empty(), NOW))
        .isEqualTo(
            new Remedy.KeepOut("kept by hand by ana", Optional.of(NOW.plus(Duration.ofHours(1)))));
    assertThat(
            Remedy.of(
                reserved(Duration.ofHours(1)),
                Optional.empty(),
                new BootTime("later", Duration.ZERO)))
        .as("that clock began anew, and the sweep finds it by the wall's")
        .isEqualTo(new Remedy.KeepOut("kept by hand by ana", Optional.empty()));
    assertThat(Remedy.of(overByHand(), Optional.empty(), NOW)).isInstanceOf(Remedy.Expire.class);
  }

  static Stream<Verdict> ofStrangers() {
    LockReading lock = strangers("host");
    return Stream.of(
        held(lock),
        changed(lock),
        orphan(lock, DEAD_PANE),
        orphan(lock, SHELL),
        orphan(lock, CLOSED),
        process(lock),
        stale(lock),
        new Verdict.Unknown(lock, "x"),
        new Verdict.Foreign(present(lock), "x"));
  }

  @ParameterizedTest
  @MethodSource("table")
  void everyVerdictHasItsRemedy(Verdict verdict, ByStanding up, Class<?> down) {
    for (Standing standing : Standing.values()) {
      for (boolean due : new boolean[] {true, false}) {
        WorkerSpec spec = spec(Desired.UP, buried(standing, due));
        assertThat(Remedy.of(verdict, spec, NOW))
            .as("%s, due %s", standing, due)
            .isInstanceOf(up.of(standing, due));
        assertThat(Remedy.of(verdict, spec.with(Desired.DOWN), NOW))
            .as("down, %s", standing)
            .isInstanceOf(down);
      }
    }
  }

  /** Red when the recorded generation is not compared: the run would end without a record. */
  @Test
  void anEndIsWrittenDownBeforeAnythingElse() {
    for (Standing standing : Standing.values()) {
      WorkerSpec spec = spec(Desired.UP, unburied(standing));
      assertThat(Remedy.of(stale(ours(HERE)), spec, NOW)).isInstanceOf(Remedy.Bury.class);
      assertThat(Remedy.of(orphan(ours(HERE), CLOSED), spec, NOW)).isInstanceOf(Remedy.Bury.class);
      assertThat(Remedy.of(stale(claim(HERE)), spec, NOW)).isNotInstanceOf(Remedy.Bury.class);
    }
  }

  @Test
  void whatCannotBeProvenChangesNothing() {
    for (WorkerSpec spec : everySpec()) {
      for (LockReading lock : List.of(ABSENT, UNREADABLE, ours(HERE), strangers("host"))) {
        assertThat(Remedy.of(new Verdict.Unknown(lock, "x"), spec, NOW))
            .isInstanceOfAny(HOLD, NOTHING);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ofStrangers")
  void nothingUnderAStrangersLockIsTouched(Verdict verdict) {
    for (WorkerSpec spec : everySpec()) {
      assertThat(Remedy.of(verdict, spec, NOW)).isInstanceOfAny(HOLD, NOTHING);
    }
  }

  /** Red when any run of ours will do: it may be another root's, or a later one's. */
  @Test
  void aStopEndsOnlyTheRunThatItWasFor() {
    WorkerSpec spec = spec(Desired.DOWN, buried(Standing.RUNNING, true)).withRun(4, "another");
    assertThat(Remedy.of(held(ours(HERE)), spec, NOW)).isInstanceOf(NOTHING);
    assertThat(Remedy.of(stale(ours(HERE)), spec, NOW)).isInstanceOf(NOTHING);
  }

  @Test
  void whoWaitsIsToldUntilWhen() {
    WorkerSpec spec = spec(Desired.UP, buried(Standing.RETRY, false));
    assertThat(Remedy.of(stale(ours(HERE)), spec, NOW))
        .isEqualTo(new Remedy.Await(NOW.plus(Duration.ofMinutes(1))));
    assertThat(Remedy.of(stale(ours(HERE)), spec, new BootTime("later", Duration.ZERO)))
        .isInstanceOf(Remedy.Start.class);
  }

  private static List<WorkerSpec> everySpec() {
    List<WorkerSpec> specs = new ArrayList<>();
    for (Desired desired : Desired.values()) {
      for (Standing standing : Standing.values()) {
        specs.add(spec(desired, buried(standing, true)));
        specs.add(spec(desired, buried(standing, false)));
        specs.add(spec(desired, unburied(standing)));
      }
    }
    return specs;
  }
}
