package sabotage;

import dev.tmuxsupervisor.worker.Policy;
import java.time.Duration;

/** Never waits. */
public final class AtOnce {
  private AtOnce() {}

  public static Duration delay(Policy policy, int attempt, double chance) {
    return Duration.ZERO;
  }
}
