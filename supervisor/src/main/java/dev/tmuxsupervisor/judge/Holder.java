package dev.tmuxsupervisor.judge;

import dev.tmuxsupervisor.lock.Holding;
import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.process.Liveness;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The agent that a worker has already.
 *
 * @param spawned it was started by us, in the worker's directory
 * @param directory where it works; empty where that is not told, or says nothing
 * @param began where it was started, as far as its environment says
 */
public record Holder(
    long pid, String command, boolean spawned, Optional<String> directory, Optional<String> began) {

  /** The pid of the agent that is proven to live, by the lock or by its pane. */
  public static OptionalLong pid(Evidence evidence) {
    Optional<LockReading.Present> lock =
        evidence.lock() instanceof LockReading.Present present
            ? Optional.of(present)
            : Optional.empty();
    boolean claim =
        lock.flatMap(present -> present.lock().holding()).filter(Holding::isClaim).isPresent();
    boolean byHand = lock.flatMap(present -> present.lock().reservation()).isPresent();
    if (lock.isPresent() && !claim && !byHand && evidence.process() instanceof Liveness.Alive) {
      return OptionalLong.of(lock.get().lock().pid());
    }
    return evidence.session() instanceof SessionLeg.There(Sighting sighting, _)
            && sighting.state() instanceof PaneState.RunsOther(long pid, _)
        ? OptionalLong.of(pid)
        : OptionalLong.empty();
  }
}
