package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tmuxsupervisor.lock.Guard;
import dev.tmuxsupervisor.lock.RuntimeDirectory;
import dev.tmuxsupervisor.process.Children;
import dev.tmuxsupervisor.process.ForkedJvm;
import dev.tmuxsupervisor.process.ProcessIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The kernel gives a dead agent's pid to somebody else, in a pid namespace of its own. */
class RecycledPidIT {
  private static final int TIMES = Integer.getInteger("recover.recycled", 5);
  private static final String WORKER = "crew/dave";

  /** Process 1, which takes away whom nobody waits for, as the real one does. */
  private static final String INIT = "\"$@\"; exit $?";

  /** Red when start ticks are not compared: the impostor counts as the agent, and is ended. */
  @Test
  void theImpostorIsRecognisedAndGetsNoSignal() throws Exception {
    List<String> namespace = List.of("unshare", "-pf", "--kill-child", "--mount-proc");
    List<String> command = new ArrayList<>(namespace);
    command.addAll(List.of("sh", "-c", INIT, "init"));
    command.addAll(
        ForkedJvm.ofTests().command(RecycleMain.class, Launcher.program(), Launcher.lib(), TIMES));
    try (Children children = new Children()) {
      List<String> trial = new ArrayList<>(namespace);
      trial.addAll(List.of("sh", "-c", "echo 300 > /proc/sys/kernel/ns_last_pid"));
      assumeTrue(children.run(trial).status() == 0, "SKIP: no pid namespace of one's own here");
      Children.Run run = children.run(command);
      assertThat(run.status()).as(run.output()).isZero();
      assertThat(run.output()).endsWith(TIMES + " of " + TIMES + " impostors recognised\n");
    }
  }

  /** Kills the agent and tmux while the supervisor cannot look, and lets it look afterwards. */
  static final class RecycleMain {
    private static final Path LAST_PID = Path.of("/proc/sys/kernel/ns_last_pid");

    public static void main(String[] arguments) throws Exception {
      System.setProperty("supervisor.launcher", arguments[0]);
      System.setProperty("supervisor.lib", arguments[1]);
      int times = Integer.parseInt(arguments[2]);
      try (Crew crew = Crew.create();
          Children children = new Children()) {
        crew.spawn(WORKER);
        for (int generation = 1; generation <= times; generation++) {
          recycle(crew, children, generation);
        }
        System.out.println(times + " of " + times + " impostors recognised");
      }
    }

    private static void recycle(Crew crew, Children children, int generation) throws Exception {
      long supervisor = crew.server().pid();
      // Under the guard, so that no look is under way that has seen the agent alive.
      RuntimeDirectory runtime = RuntimeDirectory.of(crew.runtime(WORKER).resolveSibling(""));
      try (Guard _ = Guard.take(runtime, Duration.ofSeconds(20))) {
        crew.signal(supervisor, "STOP");
      }
      long agent = crew.agent(WORKER);
      ProcessIdentity meant =
          new ProcessIdentity(agent, Long.parseLong(crew.held(WORKER, "start_ticks")));
      crew.signal(crew.tmuxServer(), "KILL");
      ProcessHandle.of(agent).ifPresent(ProcessHandle::destroyForcibly);
      Crew.await().until(() -> !Files.exists(Path.of("/proc/" + agent)));
      Process impostor = successorOf(meant, children);
      crew.signal(supervisor, "CONT");

      crew.awaitGeneration(WORKER, generation + 1);
      crew.requireOneAgent(WORKER);
      // The journal is written when all is done.
      Crew.await()
          .untilAsserted(() ->
              assertThat(crew.events("ended").getLast().toString())
                  .contains("pid " + agent + " belongs to another process now"));
      assertThat(impostor.isAlive()).as("impostor %d", agent).isTrue();
      impostor.destroyForcibly().waitFor();
    }

    /** Others take numbers too, so it may need several goes. */
    private static Process successorOf(ProcessIdentity process, Children children)
        throws Exception {
      for (int attempt = 0; attempt < 500; attempt++) {
        Files.writeString(LAST_PID, Long.toString(process.pid() - 1));
        Process next = children.start("sleep", "1000");
        // The kernel counts in ticks of 10 ms: within one tick even the start is the same.
        if (next.pid() == process.pid() && !Children.identity(next).equals(process)) {
          return next;
        }
        next.destroyForcibly().waitFor();
      }
      throw new AssertionError("no process got the pid " + process.pid());
    }
  }
}
