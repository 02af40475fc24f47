package dev.tmuxsupervisor.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tmuxsupervisor.judge.Collision;
import dev.tmuxsupervisor.judge.CollisionRule;
import dev.tmuxsupervisor.lock.LockRecord;
import dev.tmuxsupervisor.process.Liveness;
import dev.tmuxsupervisor.process.ProcessTable;
import dev.tmuxsupervisor.tmux.NewSession;
import dev.tmuxsupervisor.tmux.Running;
import dev.tmuxsupervisor.tmux.SessionName;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.RunMarks;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each kind of collision, made of real processes and real sessions. */
class CollisionsTest {
  private @Nullable Town opened;

  @BeforeEach
  void open() throws Exception {
    opened = Town.create();
  }

  @AfterEach
  void close() throws Exception {
    town().close();
  }

  private Town town() {
    return Objects.requireNonNull(opened);
  }

  private LockRecord start(Worker worker, String... argv) throws Exception {
    return town().world().start(worker, new TmuxSocket(town().world().socket()), argv);
  }

  private Collision.SecondAgent onlySecondAgent() throws Exception {
    List<Collision> collisions = town().collisions();
    assertThat(collisions).hasSize(1).first().isInstanceOf(Collision.SecondAgent.class);
    return (Collision.SecondAgent) collisions.getFirst();
  }

  @Test
  void anAgentThatSomebodyStartedInAWorkersFolderIsReportedOnceWithItsChildren() throws Exception {
    Worker a = town().worker("crew/a");
    long own = start(a, town().called("claude"), "1000").pid();
    Path below = Files.createDirectory(a.directory().resolve("src"));
    String codex = town().called("codex");
    Process other =
        town().start(below, Map.of(), "bash", "-c", "exec -a codex bash -c '" + codex + " 900; :'");
    town().awaitPrograms(below, "codex", 2);

    Collision.SecondAgent second = onlySecondAgent();
    assertThat(second.agents()).hasSize(1);
    assertThat(second.agents().getFirst().process().pid()).isEqualTo(other.pid());
    assertThat(second.agents().getFirst().process().directory()).isEqualTo(below.toString());
    assertThat(second.agents().getFirst().more()).isEqualTo(1);
    assertThat(second.holder().orElseThrow().pid()).isEqualTo(own);
  }

  @Test
  void twoAgentsWithoutALockAreReportedAndOneIsNot() throws Exception {
    Worker a = town().worker("crew/a");
    town().start(a.directory(), Map.of(), town().called("claude"), "1000");
    town().awaitPrograms(a.directory(), "claude", 1);
    assertThat(town().kinds()).isEmpty();
    assertThat(CollisionRule.ifStarted(Neighbourhood.before(a))).isPresent();
    town().start(a.directory(), Map.of(), town().called("gemini"), "1000");
    town().awaitPrograms(a.directory(), "gemini", 1);
    assertThat(onlySecondAgent().holder()).isEmpty();
  }

  /** It bears no agent's name: red when the program of a pane of ours is no agent for that. */
  @Test
  void theAgentOfAnEarlierRunThatWasNeverEndedIsReported() throws Exception {
    Worker a = town().worker("crew/a");
    String deaf = "trap '' HUP; while :; do sleep 1000; done";
    long first = start(a, "sh", "-c", deaf).pid();
    await().until(() -> ignoresHangUp(first));
    Files.delete(a.runtime().lockFile());
    town().world().tmux("kill-session", "-t", "=crew/a");
    assertThat(CollisionRule.ifStarted(Neighbourhood.before(a))).isPresent();

    long second = start(a, "sleep", "1000").pid();
    Collision.SecondAgent collision = onlySecondAgent();
    assertThat(collision.holder().orElseThrow().pid()).isEqualTo(second);
    assertThat(collision.agents()).hasSize(1);
    assertThat(collision.agents().getFirst().process().pid()).isEqualTo(first);
    assertThat(collision.agents().getFirst().process().mark().orElseThrow().generation())
        .isEqualTo("1");
  }

  private static boolean ignoresHangUp(long pid) throws Exception {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .anyMatch(line -> line.endsWith("1"));
  }

  /** Red when what a tmux server of an agent's own starts is taken for an agent of ours. */
  @Test
  void anotherWorkersAgentIsReportedWhereItWorksAndItsToolsAreNot() throws Exception {
    Worker a = town().worker("crew/a");
    Worker b = town().worker("crew/b");
    start(a, town().called("claude"), "1000");
    String tool = "(cd ../a; exec sleep 1000) & ";
    String terminal = "tmux -f /dev/null -S inner new-session -d -c ../a 'exec sleep 1000'; wait";
    start(b, "sh", "-c", tool + terminal);
    town().awaitPrograms(a.directory(), "sleep", 2);
    assertThat(town().kinds()).isEmpty();

    Worker c = town().worker("crew/c");
    long stranger = start(c, "sh", "-c", "cd ../a; exec sleep 1000").pid();
    town().awaitPrograms(a.directory(), "sleep", 3);
    assertThat(onlySecondAgent().agents().getFirst().process().pid()).isEqualTo(stranger);
  }

  @Test
  void sessionsThatBearAWorkersMarksTwiceAreReportedAlsoOnTwoServers() throws Exception {
    Worker a = town().worker("crew/a");
    start(a, "sleep", "1000");
    TmuxSocket other = new TmuxSocket(town().world().socket().resolveSibling("other"));
    Worker b = town().worker("crew/b");
    town().world().start(b, other, "sleep", "1000"); // so that its server is known
    try {
      assertThat(town().kinds()).isEmpty();
      NewSession late =
          NewSession.of(new SessionName("late"), a.directory(), List.of("sleep", "1000"))
              .withEnvironment(Map.of("SUPERVISOR_RUN", "another"))
              .withUserOptions(new RunMarks(a.name(), a.directory(), 7, "another").options());
      assertThat(town().world().door(other).newSession(late)).isInstanceOf(Running.class);
      List<Collision> found = town().collisions();
      assertThat(found).hasSize(1).first().isInstanceOf(Collision.SecondSession.class);
      assertThat(((Collision.SecondSession) found.getFirst()).panes())
          .extracting(pane -> pane.session() + " " + pane.generation())
          .containsExactly("crew/a 1", "late 7");
    } finally {
      town().world().tmux("-S", other.toString(), "kill-server");
    }
  }

  @Test
  void aHolderThatNeverWorkedInTheFolderIsReported() throws Exception {
    Worker a = town().worker("crew/a");
    Path elsewhere = a.root();
    Process gone = town().start(elsewhere, Map.of("PWD", a.directory() + "/src"), "sleep", "1000");
    town().world().strangersLock(a, gone.pid(), "", Instant.now());
    assertThat(town().kinds()).as("it began here").isEmpty();
    Process stranger = town().start(elsewhere, Map.of(), "sleep", "1000");
    town().world().strangersLock(a, stranger.pid(), "", Instant.now());
    assertThat(town().kinds()).containsExactly("holder_elsewhere");
  }

  @Test
  void anAgentOfOursMayGoElsewhere() throws Exception {
    Worker a = town().worker("crew/a");
    start(a, "sh", "-c", "cd /; exec sleep 1000");
    await().until(() -> town().world().pid("=crew/a:") > 0);
    assertThat(town().kinds()).isEmpty();
  }

  @Test
  void aWorkerInsideAnotherIsReportedUnlessItIsAWorkingCopyOfItsOwn() throws Exception {
    Worker outer = town().worker("crew/a");
    Worker inner = town().worker("crew/a/b");
    start(outer, town().called("claude"), "1000");
    assertThat(town().collisions()).extracting(Collision::isActual).containsExactly(false);
    LockRecord lock = start(inner, town().called("claude"), "1000");
    assertThat(town().kinds()).containsExactly("nested");
    assertThat(town().collisions()).extracting(Collision::isActual).containsExactly(true);
    Files.writeString(inner.directory().resolve(".git"), "gitdir: elsewhere");
    assertThat(town().kinds()).isEmpty();
    assertThat(ProcessTable.probe(lock.pid(), OptionalLong.empty()))
        .isInstanceOf(Liveness.Alive.class);
  }

  @Test
  void twoNamesOfOneFolderAreReported() throws Exception {
    Worker a = town().worker("crew/a");
    Files.createSymbolicLink(a.directory().resolveSibling("alias"), a.directory());
    town().know(Worker.resolve(a.root(), new WorkerName("crew/alias")));
    start(a, town().called("claude"), "1000");
    assertThat(town().kinds()).containsExactly("two_names");
    assertThat(town().collisions().getFirst().others().getFirst().worker()).isEqualTo("crew/alias");
  }
}
