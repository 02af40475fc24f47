package dev.tmuxsupervisor.doctor;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A check that is being carried out by a thread of its own. */
final class Run {
  private final Check check;
  private final Duration deadline;
  private final Optional<Thread> thread;
  private final ConcurrentLinkedQueue<Finding> told;

  private Run(
      Check check,
      Duration deadline,
      Optional<Thread> thread,
      ConcurrentLinkedQueue<Finding> told) {
    this.check = check;
    this.deadline = deadline;
    this.thread = thread;
    this.told = told;
  }

  static Run start(Check check, Duration deadline) {
    ConcurrentLinkedQueue<Finding> told = new ConcurrentLinkedQueue<>();
    // Of the platform, as one that hangs in the kernel takes what carries virtual ones with it; a
    // daemon, as the server must be able to end beside it.
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("doctor " + check.key())
            .start(() -> carryOut(check, told));
    return new Run(check, deadline, Optional.of(thread), told);
  }

  /** One that an earlier examination left hanging. */
  static Run notStarted(Check check) {
    return new Run(check, Duration.ZERO, Optional.empty(), new ConcurrentLinkedQueue<>());
  }

  private static void carryOut(Check check, ConcurrentLinkedQueue<Finding> told) {
    try {
      check.look().at(told::add);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the time is over, and nobody listens any more
    } catch (IOException | RuntimeException e) {
      told.add(Examination.failed(check, e));
    }
  }

  Check check() {
    return check;
  }

  Optional<Thread> thread() {
    return thread;
  }

  Examined await(Duration left) throws InterruptedException {
    if (thread.isEmpty()) {
      return silent("still does not answer since an earlier doctor asked");
    }
    boolean over = thread.get().join(left.isPositive() ? left : Duration.ofNanos(1));
    return over
        ? new Examined(check, List.copyOf(told))
        : silent("did not answer within " + deadline.toSeconds() + " s");
  }

  private Examined silent(String how) {
    List<Finding> findings = new ArrayList<>(told);
    findings.add(
        Finding.fail(
            check.name(),
            check.subject() + " " + how,
            "what is not told here could not be seen; find out what hangs, then: supervisor doctor"));
    return new Examined(check, findings);
  }
}
