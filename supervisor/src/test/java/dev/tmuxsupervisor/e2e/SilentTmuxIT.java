package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A tmux server under SIGSTOP says nothing, and nothing follows from that. */
class SilentTmuxIT {
  private static final int WORKERS = 4;
  private static final int SECONDS = Integer.getInteger("recover.silence.seconds", 8);

  /** Red when {@code Remedy.of} makes nothing of UNKNOWN but a start. */
  @Test
  void nobodyIsStartedAgainWhileTmuxIsSilentAndTheDeadComeBackAfterwards() throws Exception {
    List<String> names = Fleet.names(WORKERS);
    try (Fleet fleet = Fleet.create()) {
      for (String worker : names) {
        fleet.spawn(worker);
      }
      long tmux = fleet.tmuxServer();
      List<byte[]> locks = locks(fleet, names);
      String victim = names.getLast();
      fleet.signal(tmux, "STOP");
      try {
        fleet.signal(fleet.agent(victim), "KILL");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        for (int i = 0; System.nanoTime() < end; i++) {
          assertThat(fleet.say("recover", names.get(i % WORKERS)).exit()).isNotZero();
          assertThat(locks(fleet, names)).containsExactlyElementsOf(locks);
        }
        assertThat(fleet.events("ended")).isEmpty();
        assertThat(fleet.referee(victim).agents()).isEmpty();
      } finally {
        fleet.signal(tmux, "CONT");
      }
      Fleet.await().untilAsserted(() -> fleet.recoverAll());
      fleet.awaitGeneration(victim, 2);
      fleet.requireOneAgent(victim);
      assertThat(locks(fleet, names).subList(0, WORKERS - 1))
          .containsExactlyElementsOf(locks.subList(0, WORKERS - 1));
      for (String worker : names) {
        fleet.requireOneAgent(worker);
      }
      assertThat(fleet.events("ended")).hasSize(1);
    }
  }

  private static List<byte[]> locks(Fleet fleet, List<String> names) throws IOException {
    List<byte[]> locks = new ArrayList<>();
    for (String worker : names) {
      locks.add(Files.readAllBytes(fleet.lockFile(worker)));
    }
    return locks;
  }
}
