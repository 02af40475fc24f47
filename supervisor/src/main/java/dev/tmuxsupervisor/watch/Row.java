package dev.tmuxsupervisor.watch;

import java.time.Duration;
import java.util.Optional;

/**
 * One worker. Its texts are as the server sent them, and may hold anything.
 *
 * @param next how long until it is started again, if it waits for that
 * @param age for how long its lock has been held
 * @param restarts how often it was brought back
 * @param breaker its state when it is not closed, else empty
 * @param pid empty without a lock
 * @param session empty without one
 */
record Row(
    String name,
    String root,
    String state,
    String reason,
    Optional<Duration> next,
    Optional<Duration> age,
    long restarts,
    String breaker,
    String pid,
    String session) {
  /** What stays the same while everything else changes: names are unique below a root only. */
  String id() {
    return root + '\0' + name;
  }

  Look look() {
    return Look.of(state);
  }
}
