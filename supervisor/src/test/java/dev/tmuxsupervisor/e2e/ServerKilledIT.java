package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.act.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The supervisor's server dies of SIGKILL, and the next one finds all that it needs. */
class ServerKilledIT {
  private static final int KILLS = Integer.getInteger("recover.server.kills", 5);
  private static final int WORKERS = Integer.getInteger("recover.workers", 8);
  private static final long SEED = Long.getLong("recover.seed", System.nanoTime());
  private static final String WORKER = "crew/dave";

  /** What befalls a worker. */
  private enum Blow {
    AGENT_KILLED,
    SESSION_KILLED
  }

  /** A server that dies at this step, while it brings a worker back. */
  private record Death(Blow blow, Step step) {}

  /** A pane that is used again needs no claim: its lock stands all the time. */
  private static final List<Death> DEATHS =
      List.of(
          new Death(Blow.AGENT_KILLED, Step.RECOVER_BURIED),
          new Death(Blow.AGENT_KILLED, Step.SPAWN_SPEC_WRITTEN),
          new Death(Blow.AGENT_KILLED, Step.SPAWN_SESSION_CREATED),
          new Death(Blow.SESSION_KILLED, Step.RECOVER_TREE_ENDED),
          new Death(Blow.SESSION_KILLED, Step.RECOVER_BURIED),
          new Death(Blow.SESSION_KILLED, Step.SPAWN_CLAIMED),
          new Death(Blow.SESSION_KILLED, Step.SPAWN_SESSION_CREATED),
          new Death(Blow.SESSION_KILLED, Step.SPAWN_LOCKED));

  @Test
  void afterDeathAtAStepOfARecoveryTheNextServerBringsTheWorkerBack() throws Exception {
    try (Crew crew = Crew.asleep()) {
      MortalServer server = MortalServer.start(crew.launcher());
      crew.spawn(WORKER);
      for (Death death : DEATHS) {
        long generation = crew.generation(WORKER);
        server.dieAt(death.step());
        strike(crew, death.blow());
        server.requireKilled();
        server.disarm();
        server = MortalServer.start(crew.launcher());
        crew.awaitGeneration(WORKER, generation + 1);
        crew.requireOneAgent(WORKER);
        crew.requireTidy(WORKER);
        assertThat(crew.tmux("list-panes", "-a")).as("panes after %s", death).hasLineCount(1);
        assertThat(crew.recover(WORKER)).as("a second recovery after %s", death).isEmpty();
      }
    }
  }

  private static void strike(Crew crew, Blow blow) throws Exception {
    switch (blow) {
      case AGENT_KILLED -> crew.signal(crew.agent(WORKER), "KILL");
      case SESSION_KILLED -> crew.tmux("kill-session", "-t", "=" + WORKER);
    }
  }

  /** Red when {@code Sweep.clearLeftovers} does nothing: there is nothing to do for the worker. */
  @Test
  void whatAKilledServerWasWritingIsGoneOnceTheNextOneLooks() throws Exception {
    try (Crew crew = Crew.create()) {
      crew.spawn(WORKER);
      long agent = crew.agent(WORKER);
      crew.killServer();
      Path left = Files.createFile(crew.runtime(WORKER).resolve(".supervisor-tmp-left"));
      crew.startServer();
      Crew.await().until(() -> Files.notExists(left));
      assertThat(crew.agent(WORKER)).isEqualTo(agent);
    }
  }

  /** Red now and then when nobody clears what a killed writer left in {@code runs}. */
  @Test
  void serversThatDieDuringChurnDisturbNobodyAndLeaveNothing() throws Exception {
    System.out.println("recover.seed=" + SEED);
    Random random = new Random(SEED);
    List<String> names = Crew.names(WORKERS);
    List<String> quiet = names.subList(0, WORKERS / 4);
    List<String> churned = names.subList(WORKERS / 4, WORKERS);
    try (Crew crew = Crew.create()) {
      for (String worker : names) {
        crew.spawn(worker);
      }
      List<Long> undisturbed = agents(crew, quiet);
      int done = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        Future<?> death = dieAfter(crew, 50 + random.nextInt(700));
        while (!death.isDone()) {
          done += churn(crew, churned.get(random.nextInt(churned.size())), random) ? 1 : 0;
        }
        death.get();
        crew.startServer();
      }
      System.out.printf("%d servers killed during %d commands%n", KILLS, done);
      Crew.await().untilAsserted(() -> assertThat(crew.recoverAll()).isEmpty());
      assertThat(crew.recoverAll()).as("deeds of a second recovery").isEmpty();
      assertThat(agents(crew, quiet)).isEqualTo(undisturbed);
      requireAsWanted(crew, names);
    }
  }

  private static List<Long> agents(Crew crew, List<String> workers) throws IOException {
    List<Long> agents = new ArrayList<>();
    for (String worker : workers) {
      agents.add(crew.agent(worker));
    }
    return agents;
  }

  private static Future<?> dieAfter(Crew crew, int millis) {
    return CompletableFuture.runAsync(
        crew::killServer, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
  }

  /** Does anything to a worker; whether the server lived to answer. */
  private static boolean churn(Crew crew, String worker, Random random) {
    try {
      switch (random.nextInt(4)) {
        case 0 -> {
          for (long agent : crew.referee(worker).agents()) {
            ProcessHandle.of(agent).ifPresent(ProcessHandle::destroyForcibly);
          }
        }
        case 1 -> crew.say("stop", worker);
        case 2 -> crew.say("restart", worker);
        default -> crew.say(crew.spawning(worker, Crew.RESTLESS, Referee.AGENT, "86400"));
      }
      return true;
    } catch (IOException e) {
      return false; // the server is dead: what became of the command shows in the end
    }
  }

  private static void requireAsWanted(Crew crew, List<String> names) throws Exception {
    List<String> wanted = new ArrayList<>();
    for (String worker : names) {
      crew.requireTidy(worker);
      if (crew.file(worker).path("desired").asText().equals("up")) {
        wanted.add(worker);
        crew.requireOneAgent(worker);
      } else {
        crew.requireDown(worker);
      }
    }
    assertThat(crew.tmux("list-sessions", "-F", "#{session_name}").lines())
        .containsExactlyInAnyOrderElementsOf(wanted);
    Path temporary = crew.launcher().state().resolve("tmp-default");
    Crew.await()
        .until(() -> {
          try (Stream<Path> files = Files.list(temporary)) {
            return files.noneMatch(file -> file.toString().contains("tmux-call"));
          }
        });
  }
}
