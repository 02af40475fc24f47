package dev.tmuxsupervisor.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.judge.State;
import dev.tmuxsupervisor.publish.WorkerStatus.Berth;
import dev.tmuxsupervisor.tmux.AttachedClient;
import dev.tmuxsupervisor.tmux.PaneId;
import dev.tmuxsupervisor.tmux.ServerIdentity;
import dev.tmuxsupervisor.tmux.SessionId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NoticeTextTest {
  @TempDir private Path root = Path.of("unset");

  private Notice of(WorkerStatus... workers) {
    return new Notice.OfWorkers(List.of(workers));
  }

  private WorkerStatus worker(String name, State state, String reason) throws Exception {
    return new Statuses(root).of(name, state, reason);
  }

  @Test
  void oneWorkerIsToldWithItsReasonAndSeveralByName() throws Exception {
    WorkerStatus dave = worker("crew/dave", State.FAILED, "exit status 3");
    WorkerStatus eve = worker("crew/eve", State.UNKNOWN, "tmux is silent");
    assertThat(NoticeText.of(of(dave), 80))
        .isEqualTo("crew/dave failed: exit status 3 (supervisor why crew/dave)");
    assertThat(NoticeText.of(of(eve), 80))
        .isEqualTo("crew/eve is unknown: tmux is silent (supervisor why crew/eve)");
    assertThat(NoticeText.of(of(dave, eve), 80))
        .isEqualTo("2 workers: crew/dave failed, crew/eve is unknown");
    assertThat(NoticeText.of(of(dave, worker("w", State.FAILED, "")), 80))
        .isEqualTo("2 workers failed: crew/dave, w");
    assertThat(NoticeVariables.of(of(dave, eve)))
        .isEqualTo(
            Map.of(
                "SUPERVISOR_WORKER", "crew/dave crew/eve",
                "SUPERVISOR_STATE", "failed unknown",
                "SUPERVISOR_REASON", "2 workers: crew/dave failed, crew/eve is unknown",
                "SUPERVISOR_WORKERS", "2"));
    assertThat(NoticeVariables.of(of(dave))).containsEntry("SUPERVISOR_REASON", "exit status 3");
  }

  @Test
  void aLineIsNeverWiderThanItsTerminalAndKeepsWhatToTypeNext() throws Exception {
    assertThat(NoticeText.of(of(worker("w", State.FAILED, "x".repeat(200))), 60))
        .hasSize(60)
        .endsWith("x… (supervisor why w)");
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    List<String> pieces =
        List.of("漢字", "é", "e\u0301", "👩‍👩‍👧", "abc ", "\u001b[31m", "\n", "\0");
    for (int round = 0; round < 300; round++) {
      StringBuilder reason = new StringBuilder();
      for (int i = random.nextInt(60); i > 0; i--) {
        reason.append(pieces.get(random.nextInt(pieces.size())));
      }
      int columns = random.nextInt(1, 120);
      Notice notice = of(worker("crew/dave", State.FAILED, reason.toString()));
      String text = NoticeText.of(notice, columns);
      assertThat(new AttributedString(text).columnLength())
          .as("seed %d: %s", seed, text)
          .isLessThanOrEqualTo(columns);
      assertThat(text).as("seed %d", seed).doesNotContain("\u001b", "\n", "\0");
      assertThat(NoticeVariables.of(notice).get("SUPERVISOR_REASON")).doesNotContain("\0");
    }
  }

  @Test
  void onlyAPersonWithThePaneInFrontLooksAtAWorker() throws Exception {
    ServerIdentity server = new ServerIdentity(7, 8);
    SessionId session = SessionId.parse("$1");
    PaneId pane = PaneId.parse("%1");
    WorkerStatus bare = worker("w", State.FAILED, "");
    WorkerStatus status =
        new WorkerStatus(
            bare.worker(),
            bare.condition(),
            bare.socket(),
            Optional.of(new Berth(server, session, pane, false)));
    AttachedClient person = new AttachedClient(server, "c", session, pane, 80, true, false, false);
    ServerIdentity other = new ServerIdentity(7, 9);
    PaneId elsewhere = PaneId.parse("%2");
    assertThat(new Onlookers(List.of(person)).see(status)).isTrue();
    assertThat(new Onlookers(List.of(person)).see(bare)).isFalse();
    for (AttachedClient nobody :
        List.of(
            new AttachedClient(server, "c", session, pane, 80, true, true, false),
            new AttachedClient(server, "c", session, pane, 80, true, false, true),
            new AttachedClient(other, "c", session, pane, 80, true, false, false),
            new AttachedClient(server, "c", session, elsewhere, 80, true, false, false))) {
      assertThat(new Onlookers(List.of(nobody)).see(status)).as("%s", nobody).isFalse();
    }
  }
}
