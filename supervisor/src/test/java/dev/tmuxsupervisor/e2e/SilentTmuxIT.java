package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A tmux server under SIGSTOP says nothing, and nothing follows from that. */
@ResourceLock(value = Bench.STOPPED_SERVERS, mode = ResourceAccessMode.READ)
class SilentTmuxIT {
  private static final int WORKERS = 4;
  private static final int SECONDS = Integer.getInteger("recover.silence.seconds", 8);

  /** Red when {@code OurSession} takes silence for a session that is gone. */
  @Test
  void nobodyIsStartedAgainWhileTmuxIsSilentAndTheDeadComeBackAfterwards() throws Exception {
    List<String> names = Crew.names(WORKERS);
    try (Crew crew = Crew.create()) {
      for (String worker : names) {
        crew.spawn(worker);
      }
      long tmux = crew.tmuxServer();
      List<String> locks = locks(crew, names);
      String victim = names.getLast();
      crew.signal(tmux, "STOP");
      try {
        crew.signal(crew.agent(victim), "KILL");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        for (int i = 0; System.nanoTime() < end; i++) {
          assertThat(crew.say("recover", names.get(i % WORKERS)).exit()).isNotZero();
          assertThat(locks(crew, names)).containsExactlyElementsOf(locks);
        }
        assertThat(crew.events("ended")).isEmpty();
        assertThat(crew.referee(victim).agents()).isEmpty();
      } finally {
        crew.signal(tmux, "CONT");
      }
      Crew.await().untilAsserted(() -> crew.recoverAll());
      crew.awaitGeneration(victim, 2);
      crew.requireOneAgent(victim);
      assertThat(locks(crew, names).subList(0, WORKERS - 1))
          .containsExactlyElementsOf(locks.subList(0, WORKERS - 1));
      for (String worker : names) {
        crew.requireOneAgent(worker);
      }
      crew.awaitEvents("ended", 1);
    }
  }

  private static List<String> locks(Crew crew, List<String> names) throws IOException {
    List<String> locks = new ArrayList<>();
    for (String worker : names) {
      locks.add(Files.readString(crew.lockFile(worker)));
    }
    return locks;
  }
}
