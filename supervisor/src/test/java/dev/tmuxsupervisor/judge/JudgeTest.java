package dev.tmuxsupervisor.judge;

import static dev.tmuxsupervisor.judge.Situations.*;
import static dev.tmuxsupervisor.judge.Verdict.Kind.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.process.Liveness;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of src/docs/reference/states.md, row by row, with what a spawn may do then. Tried: it
 * turns red when a lost lock is taken for free, a closed pane is respawned, or another machine's
 * name for ours.
 */
class JudgeTest {
  private static final boolean GUARDED = true;
  private static final boolean LOOKING = false;

  enum Does {
    START,
    RESPAWN,
    ADOPT,
    REFUSE
  }

  private static Arguments row(
      String name,
      LockReading lock,
      Liveness process,
      SessionLeg session,
      Verdict.Kind verdict,
      Does does) {
    return argumentSet(name, lock, process, session, GUARDED, verdict, does);
  }

  static Stream<Arguments> table() {
    return Stream.of(
        row("no lock, no session: free", ABSENT, DOUBTFUL, GONE, FREE, Does.START),
        row("no lock, silent tmux: unknown", ABSENT, DOUBTFUL, SILENT, UNKNOWN, Does.REFUSE),
        row("no lock, session runs: lost", ABSENT, DOUBTFUL, there(OTHER), LOCK_LOST, Does.ADOPT),
        row("no lock, dead pane: lost", ABSENT, DOUBTFUL, there(DEAD_PANE), LOCK_LOST, Does.ADOPT),
        row("alive, there: held", ours(HERE), ALIVE, there(AGENT), HELD, Does.REFUSE),
        row("alive, pane closed: held", ours(HERE), ALIVE, there(CLOSED), HELD, Does.REFUSE),
        row("alive, another in its pane: held", ours(HERE), ALIVE, there(OTHER), HELD, Does.REFUSE),
        row("dead, dead pane", ours(HERE), DEAD, there(DEAD_PANE), ORPHANED_SESSION, Does.RESPAWN),
        row("dead, shell left", ours(HERE), DEAD, there(SHELL), ORPHANED_SESSION, Does.RESPAWN),
        row(
            "dead, not yet noticed",
            ours(HERE),
            DEAD,
            there(AGENT),
            ORPHANED_SESSION,
            Does.RESPAWN),
        row("dead, pane closed", ours(HERE), DEAD, there(CLOSED), ORPHANED_SESSION, Does.REFUSE),
        row("dead, changed hands", ours(HERE), DEAD, there(OTHER), CHANGED_HANDS, Does.ADOPT),
        row(
            "alive, gone: orphaned process",
            ours(HERE),
            ALIVE,
            GONE,
            ORPHANED_PROCESS,
            Does.REFUSE),
        row("dead, gone: stale", ours(HERE), DEAD, GONE, STALE, Does.START),
        row("unknown process, there", ours(HERE), DOUBTFUL, there(AGENT), UNKNOWN, Does.REFUSE),
        row("unknown process, gone", ours(HERE), DOUBTFUL, GONE, UNKNOWN, Does.REFUSE),
        row("alive, silent tmux", ours(HERE), ALIVE, SILENT, UNKNOWN, Does.REFUSE),
        row("dead, silent tmux", ours(HERE), DEAD, SILENT, UNKNOWN, Does.REFUSE),
        row("both unknown", ours(HERE), DOUBTFUL, SILENT, UNKNOWN, Does.REFUSE),
        row("other host", ours(OTHER_HOST), DEAD, GONE, FOREIGN, Does.REFUSE),
        row(
            "our name, other machine",
            ours(SAME_NAME_OTHER_MACHINE),
            DEAD,
            GONE,
            FOREIGN,
            Does.REFUSE),
        row("other pid namespace", ours(OTHER_NAMESPACE), DEAD, GONE, FOREIGN, Does.REFUSE),
        row("older boot", ours(OLDER_BOOT), DEAD, GONE, STALE, Does.START),
        row("renamed host, same boot", ours(RENAMED), ALIVE, there(AGENT), HELD, Does.REFUSE),
        row("renamed host, both gone", ours(RENAMED), DEAD, GONE, STALE, Does.START),
        row("damaged file", GARBAGE, DOUBTFUL, GONE, DAMAGED, Does.REFUSE),
        row("damaged, session there", GARBAGE, DOUBTFUL, there(OTHER), DAMAGED, Does.REFUSE),
        row("unreadable file", UNREADABLE, DOUBTFUL, GONE, UNKNOWN, Does.REFUSE));
  }

  static Stream<Arguments> strangersLocks() {
    LockReading lock = strangers("host");
    return Stream.of(
        row("stranger's, alive, there", lock, ALIVE, there(AGENT), HELD, Does.REFUSE),
        row(
            "stranger's, dead, dead pane",
            lock,
            DEAD,
            there(DEAD_PANE),
            ORPHANED_SESSION,
            Does.REFUSE),
        row("stranger's, dead, shell", lock, DEAD, there(SHELL), ORPHANED_SESSION, Does.REFUSE),
        row("stranger's, changed hands", lock, DEAD, there(OTHER), CHANGED_HANDS, Does.REFUSE),
        row("stranger's, alive, gone", lock, ALIVE, GONE, ORPHANED_PROCESS, Does.REFUSE),
        row("stranger's, dead, gone", lock, DEAD, GONE, STALE, Does.START),
        row("stranger's, silent tmux", lock, DEAD, SILENT, UNKNOWN, Does.REFUSE),
        row("stranger's of no host", strangers(""), DEAD, GONE, STALE, Does.START),
        row("stranger's, other host", strangers("elsewhere"), DEAD, GONE, FOREIGN, Does.REFUSE));
  }

  static Stream<Arguments> claims() {
    LockReading lock = claim(HERE);
    return Stream.of(
        argumentSet("claim at work", lock, ALIVE, GONE, LOOKING, HELD, Does.REFUSE),
        argumentSet(
            "claim at work, session made", lock, ALIVE, there(OTHER), LOOKING, HELD, Does.REFUSE),
        argumentSet("claim, supervisor doubtful", lock, DOUBTFUL, GONE, LOOKING, HELD, Does.REFUSE),
        argumentSet("claim, supervisor dead", lock, DEAD, GONE, LOOKING, STALE, Does.START),
        argumentSet("claim given up", lock, ALIVE, GONE, GUARDED, STALE, Does.START),
        argumentSet(
            "claim given up, session",
            lock,
            ALIVE,
            there(OTHER),
            GUARDED,
            CHANGED_HANDS,
            Does.ADOPT),
        argumentSet(
            "claim, dead, session", lock, DEAD, there(OTHER), LOOKING, CHANGED_HANDS, Does.ADOPT),
        argumentSet(
            "claim, dead, dead pane",
            lock,
            DEAD,
            there(DEAD_PANE),
            GUARDED,
            ORPHANED_SESSION,
            Does.RESPAWN),
        argumentSet("claim, silent tmux", lock, DEAD, SILENT, GUARDED, UNKNOWN, Does.REFUSE),
        argumentSet(
            "claim of an older boot", claim(OLDER_BOOT), DEAD, GONE, GUARDED, STALE, Does.START),
        argumentSet(
            "claim elsewhere", claim(OTHER_HOST), DEAD, GONE, GUARDED, FOREIGN, Does.REFUSE));
  }

  /**
   * Tried: it turns red when the session is not looked at, and an agent would be started beside
   * another one.
   */
  static Stream<Arguments> takenByHand() {
    LockReading endless = byHand(HERE, Optional.empty());
    LockReading kept = byHand(HERE, Optional.of(Duration.ofSeconds(1)));
    LockReading over = byHand(HERE, Optional.of(Duration.ZERO));
    return Stream.of(
        row("by hand", endless, DOUBTFUL, GONE, RESERVED, Does.REFUSE),
        row("by hand, for a while", kept, DOUBTFUL, GONE, RESERVED, Does.REFUSE),
        row("by hand, silent tmux", kept, DOUBTFUL, SILENT, RESERVED, Does.REFUSE),
        row("by hand, an agent is there", kept, DOUBTFUL, there(OTHER), RESERVED, Does.REFUSE),
        row("by hand, pid 1 is no holder", endless, DEAD, GONE, RESERVED, Does.REFUSE),
        row("time over", over, DOUBTFUL, GONE, STALE, Does.START),
        row("time over, pid 1 lives", over, ALIVE, GONE, STALE, Does.START),
        row("time over, silent tmux", over, DOUBTFUL, SILENT, UNKNOWN, Does.REFUSE),
        row("time over, an agent is there", over, DOUBTFUL, there(OTHER), LOCK_LOST, Does.ADOPT),
        row(
            "time over before the boot",
            byHand(OLDER_BOOT, Optional.of(Duration.ZERO)),
            DOUBTFUL,
            GONE,
            STALE,
            Does.START),
        row(
            "from before the boot",
            byHand(OLDER_BOOT, Optional.of(Duration.ofSeconds(1))),
            DOUBTFUL,
            GONE,
            RESERVED,
            Does.REFUSE),
        row(
            "by hand elsewhere, over",
            byHand(OTHER_HOST, Optional.of(Duration.ZERO)),
            DOUBTFUL,
            GONE,
            FOREIGN,
            Does.REFUSE));
  }

  /** Red when the wall clock decides on the same boot. */
  @Test
  void aWallClockThatIsSetFreesNothingAndKeepsNothing() {
    for (Instant wall : List.of(Instant.EPOCH.minusSeconds(9), Instant.EPOCH.plusSeconds(9))) {
      for (long left : new long[] {0, 1}) {
        LockReading lock = byHand(HERE, Optional.of(Duration.ofSeconds(left)));
        Verdict verdict =
            Judge.judge(new Evidence(lock, DOUBTFUL, GONE, GUARDED, HERE, wall, wall, wall, NOW));
        assertThat(verdict.kind()).as("%s %d", wall, left).isEqualTo(left == 0 ? STALE : RESERVED);
      }
    }
  }

  @Test
  void whoKeepsItByHandIsNamedWithTheReasonAndTheTimes() {
    LockReading kept = byHand(HERE, Optional.of(Duration.ofHours(2)));
    assertThat(Judge.judge(evidence(kept, DOUBTFUL, GONE, LOOKING)).why())
        .isEqualTo(
            "kept by hand by ana (deploy in progress) until 1970-01-01 02:00:00 UTC, since 1970-01-01 00:00:00 UTC");
    assertThat(Judge.judge(evidence(kept, DOUBTFUL, there(OTHER), LOOKING)).why())
        .endsWith("; but its session is there");
  }

  @ParameterizedTest
  @MethodSource({"table", "strangersLocks", "claims", "takenByHand"})
  void everyRowHasItsVerdictAndWhatASpawnMayDo(
      LockReading lock,
      Liveness process,
      SessionLeg session,
      boolean underGuard,
      Verdict.Kind kind,
      Does does) {
    Verdict verdict = Judge.judge(evidence(lock, process, session, underGuard));
    assertThat(verdict.kind()).as(verdict.why()).isEqualTo(kind);
    assertThat(verdict.why()).isNotBlank();
    assertThat(does(Admission.of(verdict))).isEqualTo(does);
  }

  private static Does does(Admission admission) {
    return switch (admission) {
      case Admission.Start _ -> Does.START;
      case Admission.Respawn _ -> Does.RESPAWN;
      case Admission.Adopt _ -> Does.ADOPT;
      case Admission.Refuse _ -> Does.REFUSE;
    };
  }

  @Test
  void everyKindOfVerdictHasARow() {
    assertThat(
            Stream.of(table(), strangersLocks(), claims(), takenByHand())
                .flatMap(rows -> rows)
                .map(row -> row.get()[4])
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(Arrays.asList((Object[]) Verdict.Kind.values()));
  }

  @Test
  void theSameEvidenceGivesTheSameVerdict() {
    assertThat(table().map(JudgeTest::again).toList())
        .isEqualTo(table().map(JudgeTest::again).toList());
  }

  private static Verdict again(Arguments row) {
    Object[] cells = row.get();
    return Judge.judge(
        evidence((LockReading) cells[0], (Liveness) cells[1], (SessionLeg) cells[2], GUARDED));
  }
}
