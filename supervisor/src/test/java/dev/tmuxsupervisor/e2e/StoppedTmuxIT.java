package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.act.Step;
import dev.tmuxsupervisor.client.Speaker;
import dev.tmuxsupervisor.client.Speaker.Answer;
import dev.tmuxsupervisor.e2e.Launcher.Result;
import dev.tmuxsupervisor.e2e.Launcher.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A tmux server under SIGSTOP is neither there nor gone: nothing may follow from its silence. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Bench.STOPPED_SERVERS, mode = ResourceAccessMode.READ)
class StoppedTmuxIT {
  private static final int CALLS = 50;
  private static final String OTHER = "crew/erin";

  /** Threads that the JVM keeps for a minute: reapers of child processes, and the like. */
  private static final int THREADS_OF_POOLS = 10;

  /** A journal or log that was opened for the first time. */
  private static final int DESCRIPTORS_OF_POOLS = 3;

  private Stage stage;
  private long tmux;

  @BeforeEach
  void create() throws IOException {
    stage = Stage.create();
  }

  @AfterEach
  void close() throws IOException, InterruptedException {
    if (tmux != 0) {
      stage.kill(tmux, "CONT");
    }
    stage.close();
  }

  private List<String[]> verbs() {
    return List.of(
        new String[] {"list"},
        new String[] {"why", Stage.WORKER},
        stage.spawning(),
        stage.spawning(OTHER),
        new String[] {"attach", Stage.WORKER},
        new String[] {"capture", Stage.WORKER},
        new String[] {"lock", "release", Stage.WORKER},
        new String[] {"lock", "show", Stage.WORKER});
  }

  @Test
  void everyVerbAnswersAndNothingIsFreedEndedOrStarted() throws Exception {
    stage.spawn().orFail();
    long agent = stage.referee().onlyAgent();
    byte[] lock = Files.readAllBytes(stage.lock());
    tmux = stage.tmuxServer();
    stage.kill(tmux, "STOP");

    List<Running> running = new ArrayList<>();
    for (String[] verb : verbs()) {
      running.add(stage.launcher().start(verb));
    }
    List<Integer> exits = new ArrayList<>();
    for (Running verb : running) {
      exits.add(verb.await().exit()); // has a bound of its own
    }
    assertThat(exits.getFirst()).as("list").isZero();
    assertThat(exits.get(1)).as("why").isZero();
    assertThat(exits.subList(2, 7)).as("what needs tmux").isSubsetOf(4, 5, 124);
    assertThat(exits.getLast()).as("lock show").isZero();
    assertThat(stage.verdict()).isEqualTo("unknown");
    assertThat(stage.referee().onlyAgent()).isEqualTo(agent);
    assertThat(Files.readAllBytes(stage.lock())).isEqualTo(lock);
    assertThat(other().agents()).isEmpty();

    stage.kill(tmux, "CONT");
    assertThat(stage.verdict()).isEqualTo("held");
    stage.requireOneAgentUnderItsLock(0);
    assertThat(stage.launcher().run(stage.spawning(OTHER)).exit()).isIn(0, 4);
    other().onlyAgent();
  }

  @Test
  void aStopThatCannotBeJudgedSaysSoAndIsFinishedOnceTmuxAnswers() throws Exception {
    stage.spawn().orFail();
    tmux = stage.tmuxServer();
    stage.kill(tmux, "STOP");
    Result stopped = stage.launcher().run("stop", Stage.WORKER);
    assertThat(stopped.exit()).isIn(4, 5, 124);
    assertThat(stopped.err()).contains("is wanted down from now on");
    stage.referee().onlyAgent();

    stage.kill(tmux, "CONT");
    Awaitility.await()
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> stage.referee().agents().isEmpty() && !Files.exists(stage.lock()));
  }

  private Referee other() {
    return new Referee(OTHER, stage.referee().mark());
  }

  @Test
  void fiftyCallsLeaveNoThreadProcessDescriptorOrFileBehind() throws Exception {
    stage.spawn().orFail();
    long server = stage.launcher().servers().getFirst().pid();
    Speaker speaker = stage.speaker("default");
    tmux = stage.tmuxServer();
    stage.kill(tmux, "STOP");
    ask(speaker, verbs().size());
    Path temporary = stage.launcher().state().resolve("tmp-default");
    Footprint before = Footprint.of(server, temporary);
    ask(speaker, CALLS);
    Awaitility.await()
        .atMost(90, TimeUnit.SECONDS)
        .untilAsserted(() -> {
          Footprint after = Footprint.of(server, temporary);
          assertThat(after.isWithin(before, THREADS_OF_POOLS, DESCRIPTORS_OF_POOLS))
              .as("%s, before: %s", after, before)
              .isTrue();
        });
    System.out.println("footprint before " + before + ", after " + Footprint.of(server, temporary));
    stage.kill(tmux, "CONT");
    stage.requireOneAgentUnderItsLock(0);
    assertThat(stage.verdict()).isEqualTo("held");
  }

  /** So many calls at the same time, each verb in its turn. */
  private void ask(Speaker speaker, int calls) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(calls)) {
      List<Future<Answer>> answers = new ArrayList<>();
      for (int call = 0; call < calls; call++) {
        String[] verb = verbs().get(call % verbs().size());
        answers.add(threads.submit(() -> speaker.say(verb)));
      }
      for (Future<Answer> answer : answers) {
        assertThat(answer.get().exit()).isIn(0, 4, 5, 124);
      }
    }
  }

  @Test
  void aSpawnWhoseTmuxFellSilentLeavesAClaimAndTheNextOneReconciles() throws Exception {
    MortalServer server = MortalServer.start(stage.launcher());
    stage.tmux("new-session", "-d", "-s", "elsewhere", "cat");
    tmux = stage.tmuxServer();
    server.signalAt(Step.SPAWN_CLAIMED, MortalServer.SIGSTOP, tmux);
    Result silent = stage.spawn();
    assertThat(silent.exit()).as(silent.err()).isEqualTo(124);
    assertThat(Referee.lock(stage.lock()).path("pid").asLong()).isEqualTo(server.pid());
    assertThat(stage.verdict()).isEqualTo("unknown");
    server.disarm();

    stage.kill(tmux, "CONT");
    assertThat(stage.spawn().exit()).isIn(0, 4);
    stage.requireOneAgentUnderItsLock(0);
    assertThat(stage.verdict()).isEqualTo("held");
  }
}
