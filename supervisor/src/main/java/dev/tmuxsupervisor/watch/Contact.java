package dev.tmuxsupervisor.watch;

import java.time.Duration;

/** Whether what is shown is true. */
sealed interface Contact {
  /** A line comes every two seconds; after this long without one, nobody is there. */
  Duration PATIENCE = Duration.ofSeconds(10);

  /** Nothing was heard yet. */
  record Waiting() implements Contact {}

  /** It was true a moment ago. */
  record Live() implements Contact {}

  /** Nobody tells how it is now. */
  record Lost(String why) implements Contact {}

  /** Judges the latest news at a time of {@link System#nanoTime}. */
  static Contact of(News news, long now) {
    return switch (news) {
      case News.Awaited(long since) -> isOld(since, now) ? silent() : new Waiting();
      case News.Fleet(_, long at) -> isOld(at, now) ? silent() : new Live();
      case News.Down(String why) -> new Lost(why);
    };
  }

  private static boolean isOld(long at, long now) {
    return now - at > PATIENCE.toNanos();
  }

  private static Contact silent() {
    return new Lost("nothing was heard for " + PATIENCE.toSeconds() + " s");
  }
}
