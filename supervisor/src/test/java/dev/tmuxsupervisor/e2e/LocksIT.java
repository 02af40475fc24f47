package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.e2e.Launcher.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A tree with a lock of every kind. */
// A stranger's lock is in doubt while any tmux server here is stopped.
@ResourceLock(value = Bench.STOPPED_SERVERS, mode = ResourceAccessMode.READ_WRITE)
class LocksIT extends OnBench {
  private static final long NOBODY = 4_000_000;
  private static final String GUARD = "agent.lock.flock";
  private static final List<String> ALL =
      List.of("damaged", "foreign", "held", "ours", "theirs", "unknown", "wanted");
  private static final List<String> STAYING =
      List.of("damaged", "foreign", "held", "unknown", "wanted");

  @Test
  void cleaningReleasesExactlyWhatNobodyHoldsAndNobodyWants() throws Exception {
    plant();
    Map<String, String> before = bytes();

    Map<String, String> verdicts = each(bench().data("locks"), "locks", "verdict");
    assertThat(verdicts.keySet()).containsExactlyInAnyOrderElementsOf(ALL);
    assertThat(verdicts)
        .containsEntry("held", "held")
        .containsEntry("ours", "stale")
        .containsEntry("wanted", "stale")
        .containsEntry("foreign", "foreign")
        .containsEntry("damaged", "damaged")
        .containsEntry("unknown", "unknown");
    assertThat(bench().run("locks", ".").orFail().out())
        .containsPattern("held +held +" + bench().pidOf("held") + " +held ")
        .containsPattern("damaged +damaged +- +- +- ");

    JsonNode dry = bench().data("locks", "clean");
    assertThat(dry.path("dry_run").asBoolean()).isTrue();
    assertThat(each(dry, "results", "outcome"))
        .containsEntry("ours", "would_release")
        .containsEntry("wanted", "kept")
        .containsEntry("held", "kept");
    Result words = bench().run("locks", "clean").orFail();
    assertThat(words.out())
        .contains("ours: to release, stale: ", "wanted: kept, stale: it is brought back")
        .contains("held: kept, held: ", "nothing was changed");
    assertThat(bytes()).isEqualTo(before);

    assertThat(released()).containsExactlyInAnyOrder("ours", "theirs");
    before.keySet().removeAll(List.of("ours", "theirs"));
    assertThat(bytes()).isEqualTo(before);
    assertThat(Bench.lives(bench().pidOf("held"))).isTrue();
    for (String name : List.of("ours", "theirs")) {
      assertThat(bench().run("events", name, "--json").out())
          .contains("\"event\":\"release\"", "\"outcome\":\"removed\"", "\"evidence\"");
    }

    assertThat(each(bench().data("locks", "clean", "--yes"), "results", "outcome"))
        .hasSize(STAYING.size())
        .allSatisfy((name, outcome) -> assertThat(outcome).as(name).isEqualTo("kept"));
  }

  @Test
  void aWorkerThatSomebodyIsAtIsKeptAndARootThatIsNoneIsAnError() throws Exception {
    bench().spawn("ours", "sleep", "1000");
    bench().tmux("kill-server");
    await().until(() -> outcomes("locks", "clean").containsValue("would_release"));
    Path guard = bench().lock("ours").resolveSibling(GUARD);
    Process flock =
        new ProcessBuilder("flock", guard.toString(), "sh", "-c", "echo; read line").start();
    try {
      assertThat(flock.getInputStream().read()).isEqualTo('\n');
      Result busy = bench().run("locks", "clean", "--yes").orFail();
      assertThat(busy.out())
          .contains("ours: kept, stale: busy: it is being changed right now by pid ", "1 kept");
      assertThat(bench().lock("ours")).exists();
    } finally {
      flock.getOutputStream().close();
      flock.waitFor();
    }
    assertThat(bench().run("locks", ".", "clean").exit()).isEqualTo(2);
    assertThat(bench().json(3, "locks", "clean", "nowhere").at("/error/code").asText())
        .isEqualTo("NO_SUCH_DIRECTORY");
    Path json = bench().lock("ours").resolveSibling("worker.json");
    byte[] good = Files.readAllBytes(json);
    Files.write(json, new byte[] {'{'});
    assertThat(bench().run("locks", "clean", "--yes", "--json").orFail().out())
        .contains("\"outcome\":\"kept\"", "whether it is wanted cannot be read");
    Files.write(json, good);
    assertThat(outcomes("locks", "clean", bench().root().toString(), "--yes"))
        .containsExactlyEntriesOf(Map.of("ours", "released"));
    assertThat(bench().run("locks", "clean", "--yes").orFail().out())
        .isEqualTo("there are no locks\n");
  }

  private void plant() throws Exception {
    bench().spawn("held", "sleep", "1000");
    bench().spawn("ours", "sleep", "1000");
    bench().worker("wanted");
    bench()
        .run("spawn", "--settle", "0s", "--backoff", "5m..5m", "wanted", "--", "sleep", "1000")
        .orFail();
    bench().strangersLock("theirs", NOBODY, "over", Instant.now());
    bench().strangersLock("unknown", NOBODY, "", Instant.now());
    bench().strangersLock("foreign", NOBODY, "over", Instant.now());
    ObjectNode foreign = (ObjectNode) bench().lockOf("foreign");
    Files.writeString(bench().lock("foreign"), foreign.put("hostname", "elsewhere").toString());
    Files.createDirectories(bench().lock("damaged").getParent());
    Files.write(bench().lock("damaged"), new byte[] {'{', 0, 27});
    bench().tmux("kill-session", "-t", "=ours");
    await()
        .until(() -> {
          bench().tmux("kill-session", "-t", "=wanted"); // its first restart is immediate
          return state("wanted").equals("backing_off") && state("ours").equals("failed");
        });
  }

  private String state(String name) throws Exception {
    return bench().data("why", name).path("state").asText();
  }

  /**
   * A tmux server of another test that does not answer makes a stranger's lock unknown, for as long
   * as it is stopped: so until that is over.
   */
  private Set<String> released() {
    Set<String> released = new HashSet<>();
    await()
        .until(() -> {
          outcomes("locks", "clean", "--yes")
              .forEach((name, outcome) -> {
                if (outcome.equals("released")) {
                  released.add(name);
                }
              });
          return !Files.exists(bench().lock("theirs"));
        });
    return released;
  }

  private Map<String, String> outcomes(String... words) throws Exception {
    return each(bench().data(words), "results", "outcome");
  }

  private static Map<String, String> each(JsonNode data, String array, String field) {
    Map<String, String> values = new HashMap<>();
    data.path(array)
        .forEach(one -> values.put(one.path("worker").asText(), one.path(field).asText()));
    return values;
  }

  private Map<String, String> bytes() throws Exception {
    Map<String, String> bytes = new HashMap<>();
    for (String name : ALL) {
      if (Files.exists(bench().lock(name))) {
        bytes.put(name, Files.readString(bench().lock(name)));
      }
    }
    return bytes;
  }
}
