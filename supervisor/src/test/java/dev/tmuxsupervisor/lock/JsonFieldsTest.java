package dev.tmuxsupervisor.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tmuxsupervisor.lock.JsonFields.Malformed;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class JsonFieldsTest {
  @Test
  void takesTheEndsOfARangeAndNothingBeyond() throws Exception {
    JsonFields json = JsonFields.parse("{\"n\": 5, \"least\": -9223372036854775808}");
    assertThat(json.number("n", 5, 5)).isEqualTo(5);
    assertThat(json.number("least", Long.MIN_VALUE, 0)).isEqualTo(Long.MIN_VALUE);
    assertMalformed(() -> json.number("n", 6, 9));
    assertMalformed(() -> json.number("n", 0, 4));
    assertMalformed(() -> json.number("none", 0, 9));
  }

  @Test
  void takesOnlyTextsForText() throws Exception {
    JsonFields json = JsonFields.parse("{\"a\": \"\", \"n\": 5, \"null\": null}");
    assertThat(json.text("a")).isEmpty();
    assertThat(json.optionalText("null")).isEmpty();
    assertThat(json.optionalText("none")).isEmpty();
    assertMalformed(() -> json.text("null"));
    assertMalformed(() -> json.text("none"));
    assertMalformed(() -> json.optionalText("n"));
  }

  @Test
  void takesOnlyArraysOfTexts() throws Exception {
    JsonFields json = JsonFields.parse("{\"a\": [\"x\", \"\"], \"b\": [1], \"c\": \"x\"}");
    assertThat(json.texts("a")).containsExactly("x", "");
    assertMalformed(() -> json.texts("b"));
    assertMalformed(() -> json.texts("c"));
    assertMalformed(() -> json.texts("none"));
  }

  @Test
  void saysWhichInnerFieldIsWrong() throws Exception {
    JsonFields json = JsonFields.parse("{\"a\": {\"b\": {\"c\": \"x\"}}, \"n\": 1, \"z\": null}");
    JsonFields inner = json.object("a").orElseThrow().object("b").orElseThrow();
    assertThat(json.names()).containsExactly("a", "n", "z");
    assertThat(json.object("z")).isEmpty();
    assertMalformed(() -> json.object("n"));
    assertThatExceptionOfType(Malformed.class)
        .isThrownBy(() -> inner.number("c", 0, 1))
        .withMessage("a.b.c is not a whole number");
  }

  @Test
  void boundsNestingAndTheLengthOfNumbers() throws Exception {
    assertThat(JsonFields.parse("{\"a\":".repeat(32) + "1" + "}".repeat(32)).names())
        .containsExactly("a");
    assertMalformed(() -> JsonFields.parse("{\"a\":".repeat(33) + "1" + "}".repeat(33)));
    assertThat(JsonFields.parse("{\"a\": " + "1".repeat(32) + "}").names()).containsExactly("a");
    assertMalformed(() -> JsonFields.parse("{\"a\": " + "1".repeat(33) + "}"));
  }

  private static void assertMalformed(ThrowingCallable call) {
    assertThatExceptionOfType(Malformed.class).isThrownBy(call);
  }
}
