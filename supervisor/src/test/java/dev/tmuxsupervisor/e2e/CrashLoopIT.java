package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * An agent that always fails is started less and less often, then no more. Alone, since delays are
 * told from what the journal says of them.
 */
@Isolated
class CrashLoopIT {

  /** Fails until somebody mends its world. */
  private static final String[] AGENT = {"sh", "-c", "test -e mended && exec sleep 86400; exit 1"};

  /** None, the first, doubled, the cap. */
  private static final List<Long> DELAYS_MS = List.of(0L, 400L, 800L, 1000L);

  /** Passes between the decision and the line in the journal that tells of it. */
  private static final long WRITING_MS = 200;

  private static Crew crew;

  @BeforeAll
  static void create() throws Exception {
    crew = Crew.create();
  }

  @AfterAll
  static void close() throws IOException {
    crew.close();
  }

  /** Red when {@code RestartRule} never doubles. */
  @Test
  void itWaitsLongerEachTimeUntilTheBreakerOpensAndOnlyRestartClosesIt() throws Exception {
    String worker = "crew/loop";
    crew.spawn(worker, List.of("--backoff", "400ms..1s", "--max-restarts", "4/10m"), AGENT);
    Crew.await().until(() -> standing(worker).equals("broken"));

    List<JsonNode> ended = crew.awaitEvents("ended", DELAYS_MS.size() + 1, worker);
    List<JsonNode> restarts = crew.awaitEvents("restart", DELAYS_MS.size(), worker);
    for (int i = 0; i < DELAYS_MS.size(); i++) {
      long delay = DELAYS_MS.get(i);
      long told = ended.get(i).path("retry_in_ms").asLong();
      assertThat(told).isBetween(delay * 8 / 10 - WRITING_MS, delay * 12 / 10);
      assertThat(Duration.between(at(ended.get(i)), at(restarts.get(i))).toMillis())
          .isGreaterThanOrEqualTo(told - WRITING_MS);
    }
    assertThat(ended.getLast().path("outcome").asText()).isEqualTo("broken");
    long generation = crew.generation(worker);

    crew.killServer();
    crew.startServer();
    JsonNode recovered = crew.data("recover", worker).path("results").path(0);
    assertThat(recovered.path("deeds")).isEmpty();
    assertThat(recovered.path("left").asText()).isEqualTo("wait");
    assertThat(crew.generation(worker)).isEqualTo(generation);
    assertThat(standing(worker)).isEqualTo("broken");

    Files.createFile(crew.runtime(worker).resolveSibling("mended"));
    crew.data("restart", worker);
    crew.awaitGeneration(worker, generation + 1);
    crew.requireOneAgent(worker);
    assertThat(standing(worker)).isEqualTo("running");
    assertThat(crew.file(worker).at("/history/attempt").asInt()).isZero();
  }

  /** Red when {@code Remedy.of} does not look at what is desired first. */
  @Test
  void aWorkerThatIsStoppedWhileItBacksOffStaysDown() throws Exception {
    String worker = "crew/waiting";
    crew.spawn(worker, List.of("--backoff", "1s..1s"), AGENT);
    Crew.await().until(() -> standing(worker).equals("retry"));
    crew.data("stop", worker);
    Instant due = Instant.now().plusMillis(1500);
    long generation = crew.file(worker).path("generation").asLong();
    Crew.await().until(() -> Instant.now().isAfter(due));
    assertThat(crew.recover(worker)).isEmpty();
    crew.requireDown(worker);
    assertThat(crew.file(worker).path("desired").asText()).isEqualTo("down");
    assertThat(crew.file(worker).path("generation").asLong()).isEqualTo(generation);
  }

  private static String standing(String worker) throws IOException {
    return crew.file(worker).at("/history/standing").asText();
  }

  private static Instant at(JsonNode event) {
    return Instant.parse(event.path("at").asText());
  }
}
