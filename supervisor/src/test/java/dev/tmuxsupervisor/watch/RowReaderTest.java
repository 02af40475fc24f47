package dev.tmuxsupervisor.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowReaderTest {
  @Test
  void aLineOfListIsRead() {
    News news =
        RowReader.read(
            """
            {"schema":"supervisor.list/1","ok":true,"generated_at":"2026-01-01T00:00:10Z",\
            "data":{"workers":[{"worker":"a","root":"/r","state":"backing_off",\
            "state_reason":"why","restarts":{"count":3,"breaker":"open","next_attempt_in_ms":1500},\
            "lock":{"pid":7,"acquired_at":"2026-01-01T00:00:00Z","session_id":"s"},\
            "session":{"answer":"gone"}}]},"warnings":[]}\
            """,
            5);
    assertThat(news).isInstanceOf(News.Fleet.class);
    Row row = ((News.Fleet) news).rows().getFirst();
    assertThat(List.of(row.name(), row.state(), row.breaker(), row.pid(), row.session()))
        .containsExactly("a", "backing_off", "open", "7", "s");
    assertThat(row.age()).contains(Duration.ofSeconds(10));
    assertThat(row.next()).contains(Duration.ofMillis(1500));
  }

  @Test
  void whatIsNoFleetIsNeverShownAsOne() {
    assertThat(RowReader.read("{\"ok\":false,\"error\":{\"message\":\"the server ends\"}}", 0))
        .isEqualTo(new News.Down("the server ends"));
    for (String line : List.of("", "[]", "{\"ok\":true}", "supervisor: hello")) {
      assertThat(RowReader.read(line, 0)).isInstanceOf(News.Down.class);
    }
  }
}
