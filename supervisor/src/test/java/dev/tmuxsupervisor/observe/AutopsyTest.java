package dev.tmuxsupervisor.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tmuxsupervisor.judge.Epitaph;
import dev.tmuxsupervisor.judge.PaneState;
import dev.tmuxsupervisor.judge.SessionLeg;
import dev.tmuxsupervisor.judge.Sighting;
import dev.tmuxsupervisor.lock.LockRecord;
import dev.tmuxsupervisor.process.ProcessTable;
import dev.tmuxsupervisor.tmux.Tmux;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.Exit;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a real tmux, also on Debian's, which may lose an exit status. */
class AutopsyTest {
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
    return Objects.requireNonNull(opened);
  }

  private Tmux tmux() {
    return Tmux.at(new TmuxSocket(world().socket()));
  }

  private Sighting sighting() throws Exception {
    return ((SessionLeg.There) world().look().session()).sighting();
  }

  private Epitaph autopsy(Sighting sighting) throws Exception {
    return Autopsy.of(sighting, tmux());
  }

  @Test
  void theSignalIsKnownEachTime() throws Exception {
    world().spawn("sleep", "1000");
    Sighting before = sighting();
    for (int round = 0; round < 20; round++) {
      world().end(world().pid("%0"));
      // Debian's tmux 3.3a loses some, depending on timing; the SIGCHLD brings those back.
      assertThat(autopsy(before).exit()).as("round %d", round).isEqualTo(new Exit.Signal(9));
      world().tmux("respawn-pane", "-t", "%0", "exec sleep 1000");
    }
  }

  @Test
  void aPaneSeenDeadWithoutASignalGetsItsSignal() throws Exception {
    LockRecord lock = world().spawn("sleep", "1000");
    Sighting before = sighting();
    world().end(lock.pid());
    PaneState lost = new PaneState.Dead(lock.pid(), OptionalInt.empty(), OptionalInt.empty());
    assertThat(autopsy(with(before, lost)).exit()).isEqualTo(new Exit.Signal(9));
  }

  @Test
  void theExitStatusIsKnownWithTheLastLines() throws Exception {
    LockRecord lock =
        world().spawn("sh", "-c", "sleep 0.3; seq 30; echo; echo no more tokens; exit 3");
    Sighting before = sighting();
    assertThat(before.state()).isInstanceOf(PaneState.RunsAgent.class);
    await().until(() -> ProcessTable.stat(lock.pid()).filter(it -> !it.isOver()).isEmpty());
    Epitaph epitaph = autopsy(before);
    assertThat(epitaph.exit()).isEqualTo(new Exit.Status(3));
    assertThat(epitaph.lastLines())
        .hasSize(20)
        .startsWith("13") // tmux adds a line: "Pane is dead (status 3, ..."
        .contains("no more tokens")
        .noneMatch(String::isBlank);
  }

  @Test
  void anExitThatTheSightingTellsIsBelieved() throws Exception {
    world().spawn("sleep", "1000");
    PaneState dead = new PaneState.Dead(1_000, OptionalInt.of(7), OptionalInt.empty());
    assertThat(autopsy(with(sighting(), dead)).exit()).isEqualTo(new Exit.Status(7));
  }

  @Test
  void aPaneThatRunsSomethingElseTellsNothing() throws Exception {
    world().spawn("sh", "-c", "echo words; exec sleep 1000");
    await().until(() -> world().tmux("capture-pane", "-p", "-t", "%0").contains("words"));
    PaneState other = new PaneState.RunsOther(1_000, "vim");
    assertThat(autopsy(with(sighting(), other)))
        .isEqualTo(new Epitaph(new Exit.Unknown(), List.of("words")));
  }

  @Test
  void anAgentThatTmuxThinksAliveStaysUnknown() throws Exception {
    world().spawn("sleep", "1000");
    assertThat(autopsy(sighting()).exit()).isEqualTo(new Exit.Unknown());
  }

  @Test
  void aPaneThatIsGoneHasNoEpitaph() throws Exception {
    world().spawn("sleep", "1000");
    Sighting before = sighting();
    world().tmux("new-session", "-d", "-s", "other", "sleep 1000");
    world().tmux("kill-session", "-t", "=w");
    assertThat(autopsy(before)).isEqualTo(Epitaph.NONE);
    assertThat(autopsy(with(before, new PaneState.Closed()))).isEqualTo(Epitaph.NONE);
    world().tmux("kill-server");
    assertThat(autopsy(before)).isEqualTo(Epitaph.NONE);
  }

  @Test
  void aStoppedTmuxIsNotWaitedForAndTellsNothing() throws Exception {
    LockRecord lock = world().spawn("sleep", "1000");
    Sighting before = sighting();
    Process stop = signal("-STOP", before.server().pid());
    assertThat(stop.waitFor()).isZero();
    try {
      world().end(lock.pid());
      assertThat(autopsy(before)).isEqualTo(Epitaph.NONE);
      PaneState lost = new PaneState.Dead(lock.pid(), OptionalInt.empty(), OptionalInt.empty());
      assertThat(autopsy(with(before, lost))).isEqualTo(Epitaph.NONE);
    } finally {
      assertThat(signal("-CONT", before.server().pid()).waitFor()).isZero();
    }
  }

  private static Process signal(String signal, long pid) throws Exception {
    return new ProcessBuilder("kill", signal, Long.toString(pid)).start();
  }

  private static Sighting with(Sighting sighting, PaneState state) {
    return new Sighting(
        sighting.socket(),
        sighting.server(),
        sighting.session(),
        sighting.name(),
        sighting.created(),
        sighting.pane(),
        state,
        sighting.marks());
  }
}
