package dev.tmuxsupervisor.observe;

import static dev.tmuxsupervisor.judge.Verdict.Kind.CHANGED_HANDS;
import static dev.tmuxsupervisor.judge.Verdict.Kind.HELD;
import static dev.tmuxsupervisor.judge.Verdict.Kind.ORPHANED_SESSION;
import static dev.tmuxsupervisor.judge.Verdict.Kind.STALE;
import static dev.tmuxsupervisor.judge.Verdict.Kind.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tmuxsupervisor.judge.PaneState;
import dev.tmuxsupervisor.judge.SessionLeg;
import dev.tmuxsupervisor.judge.Sighting;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.lock.LockRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Everything that can become of a session of ours, on a real tmux. */
class OurSessionTest {
  private @Nullable TmuxWorld opened;

  @BeforeEach
  void open() throws Exception {
    opened = TmuxWorld.create();
  }

  @AfterEach
  void close() throws Exception {
    world().close();
  }

  private TmuxWorld world() {
    return java.util.Objects.requireNonNull(opened);
  }

  private Sighting sighting() throws Exception {
    SessionLeg leg = world().look().session();
    assertThat(leg).isInstanceOf(SessionLeg.There.class);
    return ((SessionLeg.There) leg).sighting();
  }

  private PaneState state() throws Exception {
    return sighting().state();
  }

  @Test
  void aRenamedSessionIsTheSame() throws Exception {
    world().spawn("sleep", "1000");
    world().tmux("rename-session", "-t", "=w", "somewhere else");
    assertThat(world().kind()).isEqualTo(HELD);
    assertThat(sighting().name()).isEqualTo("somewhere else");
  }

  @Test
  void aMovedPaneIsFoundInItsNewSession() throws Exception {
    world().spawn("sleep", "1000");
    world().tmux("new-session", "-d", "-s", "mine", "sleep 1000");
    world().tmux("join-pane", "-s", "%0", "-t", "=mine:");
    assertThat(world().kind()).isEqualTo(HELD);
    assertThat(sighting().name()).isEqualTo("mine");
    assertThat(state()).isInstanceOf(PaneState.RunsAgent.class);
  }

  /** It was stale, and a spawn would have started a second agent beside the first. */
  @Test
  void aLockOfWhichABitOfTheBootIdFlippedIsNotStale() throws Exception {
    String boot = world().spawn("sleep", "1000").here().orElseThrow().bootId();
    Path lock = world().worker().runtime().lockFile();
    String flipped = (char) (boot.charAt(0) ^ 1) + boot.substring(1);
    Files.writeString(lock, Files.readString(lock).replace(boot, flipped));
    assertThat(world().kind()).isNotIn(STALE, Verdict.Kind.FREE);
    assertThat(world().look().session()).isInstanceOf(SessionLeg.There.class);
  }

  @Test
  void aDeadPaneIsAnOrphan() throws Exception {
    LockRecord lock = world().spawn("sleep", "1000");
    world().end(lock.pid());
    await().until(() -> state() instanceof PaneState.Dead);
    assertThat(world().kind()).isEqualTo(ORPHANED_SESSION);
  }

  @Test
  void aPaneRespawnedByHandChangedHands() throws Exception {
    world().spawn("sleep", "1000");
    world().tmux("respawn-pane", "-k", "-t", "%0", "exec sleep 1001");
    await().until(() -> world().kind() == CHANGED_HANDS);
    assertThat(state()).isInstanceOf(PaneState.RunsOther.class);
  }

  @Test
  void anIdleShellLeftInThePaneIsAnOrphan() throws Exception {
    world().spawn("sleep", "1000");
    world().tmux("respawn-pane", "-k", "-t", "%0", "exec sh -i");
    await().until(() -> state() instanceof PaneState.RunsShell);
    assertThat(world().kind()).isEqualTo(ORPHANED_SESSION);
  }

  /** Red when a shell is told by its name alone: the next spawn would kill this script. */
  @Test
  void aScriptIsNoIdleShell() throws Exception {
    world().spawn("sleep", "1000");
    world().tmux("respawn-pane", "-k", "-t", "%0", "exec sh -c 'while :; do sleep 5; done'");
    await().until(() -> world().kind() == CHANGED_HANDS);
    world().tmux("respawn-pane", "-k", "-t", "%0", "exec sh -c 'while read word; do :; done'");
    await().until(() -> world().kind() == CHANGED_HANDS);
  }

  @Test
  void aClosedPaneLeavesASessionWithoutIt() throws Exception {
    LockRecord lock = world().spawn("sleep", "1000");
    world().tmux("split-window", "-t", "%0", "sleep 1001");
    world().tmux("kill-pane", "-t", "%0");
    await().until(() -> !ProcessHandle.of(lock.pid()).isPresent());
    assertThat(world().kind()).isEqualTo(ORPHANED_SESSION);
    assertThat(state()).isInstanceOf(PaneState.Closed.class);
  }

  /** Red when "no server" is believed without asking the kernel for the one that was known. */
  @Test
  void aServerWhoseSocketWasDeletedStillHoldsTheWorker() throws Exception {
    world().spawn("sleep", "1000");
    long server = Long.parseLong(world().tmux("display-message", "-p", "#{pid}"));
    Files.delete(world().socket());
    try {
      assertThat(world().look().session()).isInstanceOf(SessionLeg.Unknown.class);
      assertThat(world().kind()).isEqualTo(UNKNOWN);
      world().tmux("new-session", "-d", "-s", "w", "sleep 1000");
      assertThat(world().look().session().how()).contains("kill -USR1 " + server);
      assertThat(world().kind()).isEqualTo(UNKNOWN);
    } finally {
      world().end(server);
    }
  }

  /** Red when ids are believed without the server that gave them. */
  @Test
  void aRestartedServerWithTheSameIdsIsAnother() throws Exception {
    LockRecord lock = world().spawn("sleep", "1000");
    world().tmux("kill-server");
    await().until(() -> ProcessHandle.of(lock.pid()).isEmpty());
    await().until(() -> world().look().session() instanceof SessionLeg.Gone);
    world().tmux("new-session", "-d", "-s", "w", "sleep 1000");
    assertThat(world().tmux("list-panes", "-a", "-F", "#{session_id} #{pane_id}"))
        .isEqualTo("$0 %0");
    assertThat(world().look().session()).isInstanceOf(SessionLeg.Gone.class);
    assertThat(world().kind()).isEqualTo(STALE);
  }
}
