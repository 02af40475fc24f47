package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An agent that always fails is started less and less often, then no more. */
class CrashLoopIT {
  private static final String WORKER = "crew/dave";

  /** Fails until somebody mends its world. */
  private static final String[] AGENT = {"sh", "-c", "test -e mended && exec sleep 86400; exit 1"};

  /** None, the first, doubled, the cap. */
  private static final List<Long> DELAYS_MS = List.of(0L, 400L, 800L, 1000L);

  /** Passes between the decision and the line in the journal that tells of it. */
  private static final long WRITING_MS = 200;

  private Crew crew;

  @BeforeEach
  void create() throws Exception {
    crew = Crew.create();
  }

  @AfterEach
  void close() throws IOException {
    crew.close();
  }

  /** Red when {@code RestartRule} never doubles, and when the breaker stands in memory alone. */
  @Test
  void itWaitsLongerEachTimeUntilTheBreakerOpensAndOnlyRestartClosesIt() throws Exception {
    crew.spawn(WORKER, List.of("--backoff", "400ms..1s", "--max-restarts", "4/10m"), AGENT);
    Crew.await().until(() -> standing().equals("broken"));

    List<JsonNode> ended = crew.events("ended");
    List<JsonNode> restarts = crew.events("restart");
    assertThat(ended).hasSize(DELAYS_MS.size() + 1);
    assertThat(restarts).hasSize(DELAYS_MS.size());
    for (int i = 0; i < DELAYS_MS.size(); i++) {
      long delay = DELAYS_MS.get(i);
      long told = ended.get(i).path("retry_in_ms").asLong();
      assertThat(told).isBetween(delay * 8 / 10 - WRITING_MS, delay * 12 / 10);
      assertThat(Duration.between(at(ended.get(i)), at(restarts.get(i))).toMillis())
          .isGreaterThanOrEqualTo(told - WRITING_MS);
    }
    assertThat(ended.getLast().path("outcome").asText()).isEqualTo("broken");
    long generation = crew.generation(WORKER);

    crew.killServer();
    crew.startServer();
    JsonNode recovered = crew.data("recover", WORKER).path("results").path(0);
    assertThat(recovered.path("deeds")).isEmpty();
    assertThat(recovered.path("left").asText()).isEqualTo("wait");
    assertThat(crew.generation(WORKER)).isEqualTo(generation);
    assertThat(standing()).isEqualTo("broken");

    Files.createFile(crew.runtime(WORKER).resolveSibling("mended"));
    crew.data("restart", WORKER);
    crew.awaitGeneration(WORKER, generation + 1);
    crew.requireOneAgent(WORKER);
    assertThat(standing()).isEqualTo("running");
    assertThat(crew.file(WORKER).at("/history/attempt").asInt()).isZero();
  }

  /** Red when {@code Remedy.of} does not look at what is desired first. */
  @Test
  void aWorkerThatIsStoppedWhileItBacksOffStaysDown() throws Exception {
    crew.spawn(WORKER, List.of("--backoff", "1s..1s"), AGENT);
    Crew.await().until(() -> standing().equals("retry"));
    crew.data("stop", WORKER);
    Instant due = Instant.now().plusMillis(1500);
    long generation = crew.file(WORKER).path("generation").asLong();
    Crew.await().until(() -> Instant.now().isAfter(due));
    assertThat(crew.recover(WORKER)).isEmpty();
    crew.requireDown(WORKER);
    assertThat(crew.file(WORKER).path("desired").asText()).isEqualTo("down");
    assertThat(crew.file(WORKER).path("generation").asLong()).isEqualTo(generation);
  }

  private String standing() throws IOException {
    return crew.file(WORKER).at("/history/standing").asText();
  }

  private static Instant at(JsonNode event) {
    return Instant.parse(event.path("at").asText());
  }
}
