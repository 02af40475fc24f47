package dev.tmuxsupervisor.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerNameTest {
  private static final String[] PIECES = {
    "a",
    "Z",
    "0",
    "_",
    "-",
    "/",
    "/",
    "crew",
    "dave",
    ".",
    "..",
    ":",
    " ",
    "#(x)",
    "$1",
    "%2",
    "=",
    "é",
    "\n",
    "\u0000",
    "\u001b",
    ";",
    "~",
    "*",
    "\\",
    "x".repeat(63),
    "x".repeat(64)
  };

  /** The rule, written once more and differently: by splitting. */
  private static boolean isName(String text) {
    String[] segments = text.split("/", -1);
    if (segments.length > 4) {
      return false;
    }
    for (String segment : segments) {
      if (segment.isEmpty()
          || segment.length() > 64
          || segment.startsWith("-")
          || segment.startsWith("_")
          || !Pattern.matches("[A-Za-z0-9_-]+", segment)) {
        return false;
      }
    }
    return true;
  }

  @Test
  void tenThousandGeneratedNamesAreRefusedOrExact() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int accepted = 0;
    for (int i = 0; i < 10_000; i++) {
      int bound = random.nextBoolean() ? 9 : PIECES.length;
      String text =
          random
              .ints(random.nextInt(7), 0, bound)
              .mapToObj(index -> PIECES[index])
              .collect(Collectors.joining());
      var name = WorkerName.parse(text);
      assertThat(name.isPresent()).as("seed %d: '%s'", seed, text).isEqualTo(isName(text));
      name.ifPresent(it -> assertThat(it.text()).isEqualTo(text));
      accepted += name.isPresent() ? 1 : 0;
    }
    assertThat(accepted).as("seed %d", seed).isBetween(500, 9_500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "crew/dave", "a/b/c/d", "0/1_-", "Z"})
  void aNameMayHaveUpToFourSegments(String text) {
    assertThat(new WorkerName(text).toString()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/", "a/", "/a", "a//b", "a/b/c/d/e", ".", "a.b", "-a", "_a", "a\n", "a:b"})
  void otherTextIsNoName(String text) {
    assertThat(WorkerName.parse(text)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> new WorkerName(text));
  }
}
