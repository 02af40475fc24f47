package dev.tmuxsupervisor.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tmuxsupervisor.tmux.Guarded;
import dev.tmuxsupervisor.tmux.NewSession;
import dev.tmuxsupervisor.tmux.Reason;
import dev.tmuxsupervisor.tmux.Running;
import dev.tmuxsupervisor.tmux.SessionName;
import dev.tmuxsupervisor.tmux.Snapshot;
import dev.tmuxsupervisor.tmux.Tmux;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.Desired;
import dev.tmuxsupervisor.worker.History;
import dev.tmuxsupervisor.worker.Policy;
import dev.tmuxsupervisor.worker.RunMarks;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without the look an adoption stayed claimed, until its user adopted once more. */
class LostAnswerTest {
  @TempDir private Path folder = Path.of("");
  private Tmux tmux = Tmux.at(new TmuxSocket(Path.of("/nowhere")));

  @BeforeEach
  void startTmux() {
    tmux =
        Tmux.at(new TmuxSocket(folder.resolve("s")))
            .environment(Map.of("PATH", "/usr/local/bin:/usr/bin:/bin", "SHELL", "/bin/sh"));
    assertThat(
            tmux.newSession(
                NewSession.of(new SessionName("mine"), folder, List.of("sleep", "1000"))))
        .isInstanceOf(Running.class);
  }

  @AfterEach
  void endTmux() {
    if (tmux.snapshot(RunMarks.OPTIONS) instanceof Running<Snapshot>(Snapshot snapshot)) {
      end(snapshot.server().pid());
    }
  }

  private void end(long server) {
    ProcessHandle.of(server).ifPresent(ProcessHandle::destroyForcibly);
    await().until(() -> !(tmux.snapshot(RunMarks.OPTIONS) instanceof Running));
  }

  private RunningPane pane() {
    assertThat(tmux.snapshot(RunMarks.OPTIONS)).isInstanceOf(Running.class);
    Snapshot snapshot = ((Running<Snapshot>) tmux.snapshot(RunMarks.OPTIONS)).content();
    return RunningPane.named(snapshot, "mine").getFirst();
  }

  private WorkerSpec spec() {
    return new WorkerSpec(
        Desired.UP,
        1,
        WorkerSpec.newRun(),
        List.of("sleep", "1000"),
        Map.of(),
        Map.of(),
        "mine",
        folder.resolve("s"),
        Policy.DEFAULT,
        History.FRESH);
  }

  @Test
  void aLookTellsWhatBecameOfMarksUnlessTheyMayStillCome() {
    RunningPane pane = pane();
    WorkerSpec spec = spec();
    for (Reason reason : Reason.values()) {
      assertThat(LostAnswer.find(tmux, pane, spec, reason))
          .as("%s", reason)
          .isEqualTo(
              reason == Reason.DEADLINE || reason == Reason.INTERRUPTED
                  ? LostAnswer.OPEN
                  : LostAnswer.LOST);
    }
    assertThat(
            tmux.keep(
                Guarded.of(pane.server(), pane.pane().id()), Map.of(RunMarks.RUN, spec.run())))
        .isInstanceOf(Running.class);
    for (Reason reason : Reason.values()) {
      assertThat(LostAnswer.find(tmux, pane, spec, reason)).isEqualTo(LostAnswer.CARRIED_OUT);
    }
    assertThat(LostAnswer.find(tmux, pane, spec(), Reason.LOST)).isEqualTo(LostAnswer.LOST);
  }

  @Test
  void withoutAnAnswerToTheLookItIsOpen() {
    RunningPane pane = pane();
    end(pane.server().pid());
    assertThat(LostAnswer.find(tmux, pane, spec(), Reason.LOST)).isEqualTo(LostAnswer.OPEN);
  }
}
