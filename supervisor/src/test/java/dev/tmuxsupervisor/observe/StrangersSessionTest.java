package dev.tmuxsupervisor.observe;

import static dev.tmuxsupervisor.judge.Verdict.Kind.CHANGED_HANDS;
import static dev.tmuxsupervisor.judge.Verdict.Kind.HELD;
import static dev.tmuxsupervisor.judge.Verdict.Kind.ORPHANED_PROCESS;
import static dev.tmuxsupervisor.judge.Verdict.Kind.STALE;
import static dev.tmuxsupervisor.judge.Verdict.Kind.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.judge.Admission;
import dev.tmuxsupervisor.judge.SessionLeg;
import dev.tmuxsupervisor.judge.Verdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Locks as Gas Town writes them. Session "one" has the panes %0 and %1, and "two" has $1 and %2: so
 * there is a pane %2 without a session $2, and the ids run apart.
 */
class StrangersSessionTest {
  private static final long NOBODY = 4_000_000;

  private @Nullable TmuxWorld opened;

  @BeforeEach
  void open() throws Exception {
    opened = TmuxWorld.create();
    world().tmux("new-session", "-d", "-s", "one", "sleep 1000");
    world().tmux("split-window", "-d", "-t", "=one:", "sleep 1000");
    world().tmux("new-session", "-d", "-s", "two", "sleep 1000");
  }

  @AfterEach
  void close() throws Exception {
    world().close();
  }

  private TmuxWorld world() {
    return java.util.Objects.requireNonNull(opened);
  }

  private void isJudged(Verdict.Kind kind) throws Exception {
    assertThat(world().kind()).isEqualTo(kind);
  }

  /** Red when a pane's number is looked up among sessions, as there is no $2. */
  @ParameterizedTest
  @ValueSource(strings = {"%2", "$1", "two"})
  void theSessionIsFoundByPaneByNumberAndByName(String session) throws Exception {
    world().strangersLock(world().pid("%2"), session, Instant.now());
    isJudged(HELD);
    assertThat(((SessionLeg.There) world().look().session()).sighting().session().toString())
        .isEqualTo("$1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"$2", "%3", "three", "$", "%"})
  void whatNoServerHasIsGone(String session) throws Exception {
    world().strangersLock(NOBODY, session, Instant.now());
    isJudged(STALE);
    world().strangersLock(world().pid("%2"), session, Instant.now());
    isJudged(ORPHANED_PROCESS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "rig/name"})
  void whatNamesNoSessionCannotBeJudged(String session) throws Exception {
    world().strangersLock(NOBODY, session, Instant.now());
    assertThat(world().kind()).isEqualTo(UNKNOWN);
  }

  @Test
  void aSessionThatBeganAfterTheLockIsAnother() throws Exception {
    world().strangersLock(NOBODY, "two", Instant.now().minusSeconds(3600));
    isJudged(STALE);
  }

  @Test
  void aProcessThatBeganAfterTheLockIsNotItsHolder() throws Exception {
    world().strangersLock(world().pid("%2"), "three", Instant.now().minusSeconds(3600));
    isJudged(STALE);
  }

  @Test
  void aPaneThatRunsAnotherProcessIsTheirsAndRefused() throws Exception {
    world().strangersLock(NOBODY, "%2", Instant.now());
    isJudged(CHANGED_HANDS);
    assertThat(Admission.of(world().judge())).isInstanceOf(Admission.Refuse.class);
  }
}
