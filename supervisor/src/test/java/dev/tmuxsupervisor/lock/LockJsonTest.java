package dev.tmuxsupervisor.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tmuxsupervisor.lock.JsonFields.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LockJsonTest {
  private static final String GOOD =
      new String(LockJson.print(LockSamples.held(7)), StandardCharsets.UTF_8);

  private static final String BY_HAND =
      LongStream.iterate(0, seed -> seed + 1)
          .mapToObj(LockSamples::byHand)
          .filter(lock -> lock.reservation().orElseThrow().end().isPresent())
          .map(lock -> new String(LockJson.print(lock), StandardCharsets.UTF_8))
          .findFirst()
          .orElseThrow();

  @Test
  void readsBackWhatItWrites() throws Exception {
    long seed = System.nanoTime();
    System.out.println("LockJsonTest seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      LockRecord lock = LockSamples.random(random);
      String text = new String(LockJson.print(lock), StandardCharsets.UTF_8);
      assertThat(LockJson.parse(text)).as("seed %d, round %d", seed, i).isEqualTo(lock);
    }
  }

  @Test
  void ignoresWhatItDoesNotKnow() throws Exception {
    LockRecord lock = LockJson.parse(GOOD);
    String more =
        GOOD.replaceFirst("\\{", "{\"nonce\": [1, {\"a\": null}], ")
            .replace("\"supervisor\": {", "\"supervisor\": {\"later\": 1e308, ");
    assertThat(LockJson.parse(more)).isEqualTo(lock);
  }

  @Test
  void leavesANewerFormatToItsOwnProgram() {
    String newer = GOOD.replace("\"format\": 1", "\"format\": 3");
    assertThatExceptionOfType(LockJson.TooNew.class)
        .isThrownBy(() -> LockJson.parse(newer))
        .withMessageContaining("format 3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1", "0", "1", "4194305", "2147483648", "4294967298", "9223372036854775808",
        "99999999999999999999999999999999999999", "1e308", "1e2", "12.0", "\"12\"", "null", "true",
        "[12]", "{}", "NaN", "0x12", "012"
      })
  void refusesWhatIsNoPid(String pid) {
    assertMalformed("{\"pid\": " + pid + ", \"acquired_at\": \"2026-01-02T15:04:05Z\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "42",
        "{}",
        "{\"pid\": 12}",
        "{\"acquired_at\": \"2026-01-02T15:04:05Z\"}",
        "{\"pid\": 12, \"acquired_at\": \"yesterday\"}",
        "{\"pid\": 12, \"acquired_at\": 1767366245}",
        "{\"pid\": 12, \"acquired_at\": \"2026-01-02 15:04:05\"}",
        "{\"pid\": 12, \"acquired_at\": \"2026-01-02T15:04:05Z\"} x",
        "{\"pid\": 12, \"acquired_at\": \"2026-01-02T15:04:05Z\"}{}",
        "\uFEFF{\"pid\": 12, \"acquired_at\": \"2026-01-02T15:04:05Z\"}",
        "{\"pid\": 12, \"pid\": 13, \"acquired_at\": \"2026-01-02T15:04:05Z\"}",
        "{\"pid\": 12, \"acquired_at\": \"2026-01-02T15:04:05Z\", \"session_id\": 3}",
        "{\"pid\": 12, \"acquired_at\": \"2026-01-02T15:04:05Z\", \"supervisor\": []}",
        "{\"pid\": 12, \"acquired_at\": \"2026-01-02T15:04:05Z\", \"supervisor\": {}}"
      })
  void refusesWhatIsNoLock(String text) {
    assertMalformed(text);
  }

  @ParameterizedTest
  @ValueSource(ints = {33, 1_000, 1_000_000})
  void refusesDeepNesting(int depth) {
    assertMalformed("[".repeat(depth));
    assertMalformed("{\"a\":".repeat(depth));
    assertMalformed(
        GOOD.replaceFirst("\\{", "{\"a\": " + "[".repeat(depth) + "]".repeat(depth) + ","));
  }

  @ParameterizedTest
  @ValueSource(strings = {"$", "3", "$1;kill-server", "=a", "$99999999999", "%3", ""})
  void refusesASessionThatTmuxWouldReadAsSomethingElse(String session) {
    assertMalformed(
        GOOD.replaceFirst(
            "\"tmux_session\": \"[^\"]*\"",
            java.util.regex.Matcher.quoteReplacement("\"tmux_session\": \"" + session + '"')));
  }

  static Stream<Arguments> damageByHand() {
    return Stream.of(
        arguments("\"pid\": 1,", "\"pid\": 2,"),
        arguments("\"pid\": 1,", "\"pid\": 0,"),
        arguments("\"pid\": 1,", "\"pid\": -1,"),
        arguments("\"by_hand\": \\{", "\"other\": {"),
        arguments("\"format\": 2", "\"format\": 1"),
        arguments("\"id\": \"[^\"]*\"", "\"id\": \"../x\""),
        arguments("\"who\": \"[^\"]*\"", "\"who\": \" \""),
        arguments("\"who\": \"[^\"]*\"", "\"who\": \"" + "x".repeat(201) + "\""),
        arguments("\"who\": \"[^\"]*\"", "\"who\": \"\\\\u001b[2J\""),
        arguments("\"who\": \"[^\"]*\"", "\"who\": \"\\\\u202e\""),
        arguments("\"who\": \"[^\"]*\"", "\"who\": 3"),
        arguments("\"uid\": [0-9]+", "\"uid\": -1"),
        arguments("\"until\": \"[^\"]*\"", "\"until\": \"soon\""),
        arguments("\"until\": \"[^\"]*\"", "\"until\": null"),
        arguments("\"until_boottime_ms\": [0-9]+", "\"until_boottime_ms\": null"),
        arguments("\"until_boottime_ms\": [0-9]+", "\"until_boottime_ms\": 9223372036854775807"));
  }

  @ParameterizedTest
  @MethodSource
  void damageByHand(String good, String bad) throws Exception {
    assertThat(LockJson.parse(BY_HAND).reservation()).isPresent();
    assertThat(BY_HAND).containsPattern(good);
    assertMalformed(BY_HAND.replaceFirst(good, bad));
  }

  @Test
  void refusesASocketThatIsNoAbsolutePath() {
    assertMalformed(GOOD.replaceFirst("\"tmux_socket\": \"/", "\"tmux_socket\": \""));
    assertMalformed(GOOD.replaceFirst("\"tmux_socket\": \"/", "\"tmux_socket\": \"/\\\\u0000"));
  }

  /** What is wrong is shown to people; the file's own text may drive their terminal. */
  @ParameterizedTest
  @ValueSource(strings = {"{\"\u009b31m\": 1, \"\u009b31m\": 2}", "\u009bevil", "{\"pid\": evil}"})
  void doesNotRepeatTheFileInItsWords(String text) {
    assertThatExceptionOfType(Malformed.class)
        .isThrownBy(() -> LockJson.parse(text))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("evil").doesNotContain("\u009b"));
  }

  private static void assertMalformed(String text) {
    assertThatExceptionOfType(Malformed.class).isThrownBy(() -> LockJson.parse(text));
  }
}
