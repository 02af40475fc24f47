package dev.tmuxsupervisor.boxes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

/** A box that is killed and started again brings back its own workers, and only those. */
class KilledBoxIT {
  /**
   * Red when the name of the host is believed instead, and when the box's lock is not: then its own
   * workers stay locked. Another box gets the number of the dead pid namespace meanwhile.
   */
  @Test
  void itsOwnWorkersComeBackAndNobodyElses() throws Exception {
    Engine.require();
    String volume = Box.makeVolume();
    try (Box ann = Box.named("ann", volume);
        Box ben = Box.named("ben", volume);
        Box between = new Box("between", volume, Map.of());
        Box heir = Box.named("ann", volume)) {
      ann.start();
      ben.start();
      ann.spawn("crew/dave");
      ben.spawn("crew/bob");
      String ofBob = ben.text("crew/bob");

      ann.kill();
      between.start();
      assertThat(ben.data("why", "crew/dave").path("verdict").asText()).isEqualTo("foreign");
      ann.startAgain();
      requireBack(ann, 2);
      // The second where the new pid namespace got the number of the old one after all.
      assertThat(ann.print("supervisor events crew/dave"))
          .containsAnyOf("its box was started again", "its tmux server ended");
      assertThat(ann.data("why", "crew/bob").path("verdict").asText()).isEqualTo("foreign");

      // A new container of that name is the same box.
      ann.kill();
      heir.start();
      requireBack(heir, 3);

      assertThat(ben.text("crew/bob")).isEqualTo(ofBob);
      assertThat(ben.agents()).containsExactly(ben.lock("crew/bob").path("pid").asLong());
      assertThat(between.agents()).isEmpty();
    } finally {
      Box.removeVolume(volume);
    }
  }

  @Test
  void sessionsOutliveTheSupervisor() throws Exception {
    Engine.require();
    String volume = Box.makeVolume();
    try (Box ann = Box.named("ann", volume)) {
      ann.start();
      ann.spawn("crew/dave");
      String lock = ann.text("crew/dave");
      long server = ann.data("server", "status").path("pid").asLong();
      ann.print("kill -9 " + server);

      assertThat(ann.data("why", "crew/dave").path("verdict").asText()).isEqualTo("held");
      assertThat(ann.data("server", "status").path("pid").asLong()).isNotEqualTo(server);
      assertThat(ann.text("crew/dave")).isEqualTo(lock);
    } finally {
      Box.removeVolume(volume);
    }
  }

  private static void requireBack(Box box, int generation) throws Exception {
    soon()
        .ignoreExceptions()
        .untilAsserted(() ->
            assertThat(box.lock("crew/dave").at("/supervisor/generation").asInt())
                .isEqualTo(generation));
    soon()
        .untilAsserted(() ->
            assertThat(box.data("why", "crew/dave").path("verdict").asText()).isEqualTo("held"));
    assertThat(box.agents()).containsExactly(box.lock("crew/dave").path("pid").asLong());
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(300));
  }
}
