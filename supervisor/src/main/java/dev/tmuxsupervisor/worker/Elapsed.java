package dev.tmuxsupervisor.worker;

import java.time.Duration;

/** Durations for people, who want to know about how long. */
public final class Elapsed {
  private Elapsed() {}

  /** The two largest units, such as {@code 2h5m}. */
  public static String words(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return seconds / 60 + "m" + seconds % 60 + "s";
    }
    return seconds < 86_400
        ? seconds / 3600 + "h" + seconds % 3600 / 60 + "m"
        : seconds / 86_400 + "d" + seconds % 86_400 / 3600 + "h";
  }

  /** What is left until something: never less than it is. */
  public static String left(Duration duration) {
    return words(duration.plusMillis(999));
  }
}
