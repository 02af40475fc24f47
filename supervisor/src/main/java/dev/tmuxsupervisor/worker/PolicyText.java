package dev.tmuxsupervisor.worker;

import dev.tmuxsupervisor.worker.Policy.Backoff;
import dev.tmuxsupervisor.worker.Policy.Limit;
import dev.tmuxsupervisor.worker.Policy.Restart;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a policy as they stand in options, in {@code supervisor.toml} and in {@code
 * worker.json}. What cannot be read throws IllegalArgumentException, with words for a person.
 */
public final class PolicyText {
  private static final String UNLIMITED = "unlimited";
  private static final Pattern LIMIT = Pattern.compile("([0-9]{1,4})/(.+)");

  private PolicyText() {}

  /** {@code on-failure}, {@code always} or {@code never}. */
  public static Restart restart(String text) {
    return switch (text) {
      case "on-failure" -> Restart.ON_FAILURE;
      case "always" -> Restart.ALWAYS;
      case "never" -> Restart.NEVER;
      default ->
          throw new IllegalArgumentException("'" + text + "' is not on-failure, always or never");
    };
  }

  /** {@code FIRST..CAP}, such as {@code 1s..5m}, or one span for always the same. */
  public static Backoff backoff(String text) {
    int dots = text.indexOf("..");
    Duration first = Spans.parse(dots < 0 ? text : text.substring(0, dots));
    return new Backoff(first, dots < 0 ? first : Spans.parse(text.substring(dots + 2)));
  }

  /** {@code COUNT/SPAN}, such as {@code 5/10m}, or {@code unlimited}. */
  public static Optional<Limit> limit(String text) {
    if (text.equals(UNLIMITED)) {
      return Optional.empty();
    }
    Matcher form = LIMIT.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no limit: write COUNT/TIME, such as 5/10m, or " + UNLIMITED);
    }
    return Optional.of(new Limit(Integer.parseInt(form.group(1)), Spans.parse(form.group(2))));
  }

  /** As {@link #restart} reads it. */
  public static String print(Restart restart) {
    return restart.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** As {@link #backoff} reads it. */
  public static String print(Backoff backoff) {
    String first = Spans.print(backoff.first());
    return backoff.first().equals(backoff.cap())
        ? first
        : first + ".." + Spans.print(backoff.cap());
  }

  /** As {@link #limit} reads it. */
  public static String print(Optional<Limit> limit) {
    return limit.map(it -> it.most() + "/" + Spans.print(it.window())).orElse(UNLIMITED);
  }
}
