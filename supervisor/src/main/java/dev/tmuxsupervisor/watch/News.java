package dev.tmuxsupervisor.watch;

import java.util.List;

/** The latest that was heard of the fleet. */
sealed interface News {
  /** Nothing yet, since then. */
  record Awaited(long since) implements News {}

  /** All workers, at a time of {@link System#nanoTime}. */
  record Fleet(List<Row> rows, long at) implements News {
    public Fleet {
      rows = List.copyOf(rows);
    }
  }

  /** Nobody tells anything. */
  record Down(String why) implements News {}
}
