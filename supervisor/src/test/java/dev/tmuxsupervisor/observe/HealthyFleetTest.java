package dev.tmuxsupervisor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.judge.CollisionRule;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.Worker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nobody in the way of anybody, however much goes on. */
class HealthyFleetTest {
  private static final int WORKERS = 50;

  /**
   * Each worker has an agent with a sub-agent, one that left it for a session of its own, two
   * without any variable, and a tool; and beside it a server, an editor, a log reader and a
   * person's shell. Red when what carries the mark of the run, what is below the agent, or what
   * shares its terminal is not its own.
   */
  @Test
  void fiftyWorkersWithAllThatPeopleRunBesideThemAreNotReported() throws Exception {
    Town town = Town.create();
    try {
      String claude = town.called("claude");
      String agent =
          ("sleep 1000 & %1$s 900 & setsid sh -c '%1$s 800 & exit' & setsid env -i %1$s 700 &"
                  + " sh -c 'env -i %1$s 600 & exit' & exec %1$s 1000")
              .formatted(claude);
      List<Worker> workers = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        Worker worker = town.worker("crew/w" + i);
        Path there = worker.directory();
        Files.writeString(there.resolve("claude.log"), "");
        town.world().start(worker, new TmuxSocket(town.world().socket()), "sh", "-c", agent);
        town.start(there, Map.of(), "tail", "-f", "claude.log");
        town.start(there, Map.of(), "bash", "-c", "exec -a vim sleep 1000");
        town.start(there, Map.of(), "sh", "-c", "exec sleep 1000; : server.js");
        town.world().tmux("new-session", "-d", "-c", there.toString(), "sh");
        workers.add(worker);
      }
      Path first = workers.getFirst().directory();
      town.start(first, Map.of(), "python3", "-m", "http.server", "0", "--bind", "127.0.0.1");
      Path all = workers.getFirst().root();
      town.awaitPrograms(all, "claude", 5 * WORKERS);
      town.awaitPrograms(all, "vim", WORKERS);
      town.awaitPrograms(first, "python3", 1);

      assertThat(town.collisions()).isEmpty();
      // What would be reported if it were not the worker's own.
      assertThat(CollisionRule.ifStarted(Neighbourhood.before(workers.getFirst()))).isPresent();
    } finally {
      town.close();
    }
  }
}
