package dev.tmuxsupervisor.lock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gas Town writes its locks with Go's json.MarshalIndent(lock, "", " "×2) and time.Time. */
class GasTownLockTest {
  @TempDir private Path worker = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"gt-gastown-crew-dave", "$12", "%12", "gastown/polecats/nux"})
  void readsEveryFormOfTheSession(String session) throws Exception {
    LockReading reading =
        read(
            """
            {
              "pid": 42017,
              "acquired_at": "2026-01-02T15:04:05.123456789-08:00",
              "session_id": "%s",
              "hostname": "build-7"
            }\
            """
                .formatted(session));
    assertThat(reading)
        .isInstanceOfSatisfying(
            LockReading.Present.class,
            present ->
                assertThat(present.lock())
                    .isEqualTo(
                        new LockRecord(
                            42017,
                            Instant.parse("2026-01-02T23:04:05.123456789Z"),
                            session,
                            "build-7",
                            Optional.empty())));
  }

  @Test
  void readsALockWithoutTheFieldsThatGoOmits() throws Exception {
    LockReading reading =
        read("{\n  \"pid\": 42017,\n  \"acquired_at\": \"2026-01-02T15:04:05Z\"\n}");
    assertThat(reading)
        .isInstanceOfSatisfying(
            LockReading.Present.class,
            present -> {
              assertThat(present.lock().sessionId()).isEmpty();
              assertThat(present.lock().hostname()).isEmpty();
              assertThat(present.lock().holding()).isEmpty();
            });
  }

  /** Go's RFC3339Nano drops trailing zeros; its zero time is a time. */
  @ParameterizedTest
  @CsvSource({
    "2026-01-02T15:04:05Z, 2026-01-02T15:04:05Z",
    "2026-01-02T15:04:05.1+05:30, 2026-01-02T09:34:05.1Z",
    "2026-01-02T15:04:05.00000001Z, 2026-01-02T15:04:05.00000001Z",
    "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z"
  })
  void readsGosTimes(String written, Instant meant) throws Exception {
    assertThat(read("{\"pid\": 42017, \"acquired_at\": \"" + written + "\"}\n"))
        .isInstanceOfSatisfying(
            LockReading.Present.class,
            present -> assertThat(present.lock().acquiredAt()).isEqualTo(meant));
  }

  @Test
  void ownsHaveTheFourFieldsInTheTypesOfGo() throws Exception {
    LockRecord lock = LockSamples.held(3);
    String text = new String(LockJson.print(lock), StandardCharsets.UTF_8);
    JsonNode json = new JsonMapper().readTree(text);

    assertThat(json.get("pid").isInt()).isTrue();
    assertThat(json.get("pid").longValue()).isEqualTo(lock.pid());
    assertThat(json.get("acquired_at").isTextual()).isTrue();
    assertThat(OffsetDateTime.parse(json.get("acquired_at").textValue()).toInstant())
        .isEqualTo(lock.acquiredAt());
    assertThat(json.get("session_id").textValue()).isEqualTo(lock.sessionId());
    assertThat(json.get("hostname").textValue()).isEqualTo(lock.hostname());
    assertThat(text).startsWith("{\n  \"pid\": ").endsWith("\n}");
  }

  private LockReading read(String text) throws Exception {
    RuntimeDirectory directory = RuntimeDirectory.of(worker);
    directory.create();
    Files.writeString(directory.lockFile(), text);
    return new LockFile(directory).read();
  }
}
