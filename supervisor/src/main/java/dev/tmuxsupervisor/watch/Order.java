package dev.tmuxsupervisor.watch;

import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;

/** By what the rows are sorted; the name decides what is left open. */
enum Order {
  /** Those that need a person most first. */
  STATE,
  NAME,
  /** The youngest first: what has just been started. */
  AGE,
  /** The most first. */
  RESTARTS;

  private static final Duration NEVER = Duration.ofSeconds(Long.MAX_VALUE);

  Comparator<Row> comparator() {
    Comparator<Row> first =
        switch (this) {
          case STATE -> Comparator.comparing(Row::look).thenComparing(Row::state);
          case NAME -> Comparator.comparing(Row::name);
          case AGE -> Comparator.comparing(row -> row.age().orElse(NEVER));
          case RESTARTS -> Comparator.comparingLong(Row::restarts).reversed();
        };
    return first.thenComparing(Row::name).thenComparing(Row::root);
  }

  Order next() {
    return switch (this) {
      case STATE -> NAME;
      case NAME -> AGE;
      case AGE -> RESTARTS;
      case RESTARTS -> STATE;
    };
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
