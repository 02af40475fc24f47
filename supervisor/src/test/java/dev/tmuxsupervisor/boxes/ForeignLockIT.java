package dev.tmuxsupervisor.boxes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two boxes over one volume: each knows the other's locks for the other's, and leaves them. */
class ForeignLockIT {
  @Test
  void theLockOfAnotherBoxIsNeverBroken() throws Exception {
    Engine.require();
    String volume = Box.makeVolume();
    try (Box ann = Box.named("ann", volume);
        Box ben = Box.named("ben", volume);
        Box namesake = new Box("ann", volume, Map.of())) {
      ann.start();
      ben.start();
      ann.print("i=0; while [ $i -lt 300 ]; do /bin/true; i=$((i+1)); done");
      ann.spawn("crew/dave");
      long agent = ann.lock("crew/dave").path("pid").asLong();
      String lock = ann.text("crew/dave");
      samePidIn(ben, agent);

      requireLeftAlone(ben, lock);
      assertThat(ben.print("kill -0 " + agent + " && echo lives")).isEqualTo("lives");

      // The name of a host is no proof: this one is another container than the ann that runs.
      namesake.start();
      requireLeftAlone(namesake, lock);
      assertThat(ann.agents()).containsExactly(agent);
      assertThat(ann.data("why", "crew/dave").path("verdict").asText()).isEqualTo("held");
    } finally {
      Box.removeVolume(volume);
    }
  }

  @Test
  void aSecondBoxOfTheSameNameDoesNotStart() throws Exception {
    Engine.require();
    String volume = Box.makeVolume();
    try (Box ann = Box.named("ann", volume)) {
      ann.start();
      assertThat(ann.sh("supervisor-box true").getExitCode()).isEqualTo(75);
    } finally {
      Box.removeVolume(volume);
    }
  }

  private static void requireLeftAlone(Box box, String lock) throws Exception {
    JsonNode why = box.data("why", "crew/dave");
    assertThat(why.path("verdict").asText()).isEqualTo("foreign");
    assertThat(why.path("why").asText()).contains("host ann");
    for (List<String> words :
        List.of(
            List.of("spawn", "crew/dave", "--", "sleep", "100000"),
            List.of("lock", "release", "crew/dave"),
            List.of("stop", "crew/dave"),
            List.of("restart", "crew/dave"))) {
      JsonNode error = box.json(words.toArray(String[]::new)).path("error");
      assertThat(error.path("code").asText()).as("%s: %s", words, error).isEqualTo("LOCK_FOREIGN");
      assertThat(error.path("message").asText()).contains("host ann");
    }
    box.supervisor("recover", "crew/dave");
    box.supervisor("locks", "clean", "--yes");
    assertThat(box.data("locks").toString()).contains("host ann");
    assertThat(box.text("crew/dave")).isEqualTo(lock);
    assertThat(box.agents()).isEmpty();
  }

  /** A process with this number, which is another here. */
  private static void samePidIn(Box box, long pid) throws Exception {
    box.print(
        "while :; do sleep 1000 >/dev/null 2>&1 & p=$!; [ $p -eq %1$d ] && exit 0;".formatted(pid)
            + " kill $p; [ $p -lt %1$d ] || exit 1; done".formatted(pid));
  }
}
