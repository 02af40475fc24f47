package dev.tmuxsupervisor.observe;

import dev.tmuxsupervisor.judge.Origin;
import dev.tmuxsupervisor.lock.LockRecord;
import dev.tmuxsupervisor.process.KernelIdentity;
import dev.tmuxsupervisor.process.Liveness;
import dev.tmuxsupervisor.process.ProcessTable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks at the process that a lock names, if its pid means anything here. */
final class ProcessLeg {
  /**
   * Both times come from the wall clock, and the lock is written a moment after the process began.
   */
  private static final Duration SLACK = Duration.ofSeconds(2);

  private ProcessLeg() {}

  static Liveness of(LockRecord lock, KernelIdentity here) {
    return switch (Origin.of(lock, here)) {
      case OTHER_HOST -> new Liveness.Unknown("its pid counts on another host");
      case OTHER_NAMESPACE -> new Liveness.Unknown("its pid counts in another pid namespace");
      case OLDER_BOOT -> new Liveness.Dead("the machine was started again since");
      case EARLIER_BOX -> new Liveness.Dead("its box was started again since");
      case HERE ->
          lock.holding()
              .map(holding -> ProcessTable.probe(holding.agent()))
              .orElseGet(() -> withoutStart(lock));
    };
  }

  /**
   * A lock without start ticks: a process that began after the lock was taken is not its holder.
   */
  private static Liveness withoutStart(LockRecord lock) {
    Liveness liveness = ProcessTable.probe(lock.pid(), OptionalLong.empty());
    if (!(liveness instanceof Liveness.Alive)) {
      return liveness;
    }
    try {
      Optional<Instant> started = ProcessTable.startedAt(lock.pid());
      return started.filter(start -> start.isAfter(lock.acquiredAt().plus(SLACK))).isPresent()
          ? new Liveness.Dead("pid " + lock.pid() + " began after the lock was taken")
          : liveness;
    } catch (IOException e) {
      return new Liveness.Unknown("pid " + lock.pid() + " could not be dated: " + e.getMessage());
    }
  }
}
