package dev.tmuxsupervisor.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A run that is over.
 *
 * @param run the random name that its session and processes carried
 * @param began by the wall clock, for people; empty when its process had no start on record
 * @param ended when that was noticed, by the wall clock
 * @param lasted by a clock that nobody sets; empty when its beginning is not known
 * @param cause what happened to it, for people, such as {@code its session was killed}
 * @param lastLines what its screen showed last; empty when the screen was gone
 */
public record RunRecord(
    long generation,
    String run,
    long pid,
    Optional<Instant> began,
    Instant ended,
    Optional<Duration> lasted,
    Exit exit,
    String cause,
    List<String> lastLines) {

  /** Copies what can be changed from outside. */
  public RunRecord {
    lastLines = List.copyOf(lastLines);
  }
}
