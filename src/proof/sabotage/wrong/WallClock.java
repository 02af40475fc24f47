package sabotage;

import java.time.Duration;
import java.time.Instant;

/** The clock that anybody can set, in place of the one that nobody can. */
public final class WallClock {
  private WallClock() {}

  public static Duration sinceBoot() {
    return Duration.between(Instant.EPOCH, Instant.now());
  }
}
