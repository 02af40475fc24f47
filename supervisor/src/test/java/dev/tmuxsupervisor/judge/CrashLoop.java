package dev.tmuxsupervisor.judge;

import dev.tmuxsupervisor.process.BootTime;
import dev.tmuxsupervisor.worker.Exit;
import dev.tmuxsupervisor.worker.History;
import dev.tmuxsupervisor.worker.History.Standing;
import dev.tmuxsupervisor.worker.Policy;
import java.time.Duration;
import java.util.Optional;

/** A worker whose runs end, on a clock that only the test moves. */
final class CrashLoop {
  static final Exit CRASH = new Exit.Status(1);

  private final Policy policy;
  private BootTime now = new BootTime("boot-1", Duration.ofHours(1));
  private History history = History.FRESH;
  private long generation = 1;

  CrashLoop(Policy policy) {
    this.policy = policy;
  }

  History history() {
    return history;
  }

  BootTime now() {
    return now;
  }

  /** Time goes by while the agent runs or nothing does. */
  void pass(Duration duration) {
    now = now.plus(duration);
  }

  /** The machine is started again, this long ago. */
  void reboot(Duration ago) {
    now = new BootTime(now.boot() + "'", ago);
  }

  /** The agent runs that long, then crashes. */
  Standing crashAfter(Duration lasted, double chance) {
    return endAfter(lasted, CRASH, Cause.AGENT_ENDED, chance);
  }

  Standing endAfter(Duration lasted, Exit exit, Cause cause, double chance) {
    pass(lasted);
    return end(exit, cause, Optional.of(lasted), chance);
  }

  Standing end(Exit exit, Cause cause, Optional<Duration> lasted, double chance) {
    RestartRule.End end = new RestartRule.End(generation, exit, cause, lasted);
    history = RestartRule.ended(policy, history, end, now, chance);
    return history.standing();
  }

  /** What is left until the next start; empty when none is to come. */
  Optional<Duration> delay() {
    return history.due().map(now::until);
  }

  /** Waits until it is due, and starts. Gives how long that was. */
  Duration startWhenDue() {
    Duration delay = delay().orElseThrow();
    pass(delay);
    start();
    return delay;
  }

  void start() {
    history = RestartRule.restarted(policy, history, now);
    generation++;
  }
}
