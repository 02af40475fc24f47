package dev.tmuxsupervisor.doctor;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs all checks at the same time, and waits for none longer than the deadline. A thread that is
 * stuck in the kernel cannot be ended: its check is not started again before it is over, so that
 * however often somebody asks, there is one such thread for each thing that hangs.
 */
public final class Examination {
  private final Duration deadline;
  private final Map<String, Thread> stuck = new ConcurrentHashMap<>();

  /** With this long for each check, and so for all of them. */
  public Examination(Duration deadline) {
    this.deadline = deadline;
  }

  /** The findings of each check, in the order of the checks. */
  public List<Examined> run(List<Check> checks) throws InterruptedException {
    List<Run> runs = new ArrayList<>();
    long start = System.nanoTime();
    try {
      for (Check check : checks) {
        runs.add(begin(check));
      }
      List<Examined> examined = new ArrayList<>();
      for (Run run : runs) {
        examined.add(run.await(deadline.minusNanos(System.nanoTime() - start)));
      }
      return List.copyOf(examined);
    } finally {
      runs.forEach(this::leave);
    }
  }

  /** Does what a finding asks for, but waits for it no longer than this. */
  public String carryOut(Fix fix, Duration patience) throws InterruptedException {
    List<String> said = new ArrayList<>();
    Check deed =
        new Check(
            Group.SURROUNDINGS,
            "fix",
            fix.step(),
            told -> told.accept(Finding.pass("fix", fix.deed().carryOut())));
    Run run = begin(deed);
    try {
      run.await(patience.compareTo(deadline) < 0 ? patience : deadline)
          .findings()
          .forEach(finding -> said.add(finding.text()));
    } finally {
      leave(run);
    }
    return String.join("; ", said);
  }

  private Run begin(Check check) {
    Thread before = stuck.get(check.key());
    if (before != null && before.isAlive()) {
      return Run.notStarted(check);
    }
    stuck.remove(check.key());
    return Run.start(check, deadline);
  }

  /** A thread that waits for something that can be interrupted ends by this; another is noted. */
  private void leave(Run run) {
    run.thread()
        .filter(Thread::isAlive)
        .ifPresent(thread -> {
          thread.interrupt();
          stuck.put(run.check().key(), thread);
        });
  }

  /** In words: what is thrown at a check is a finding, not the end of the doctor. */
  static Finding failed(Check check, Exception e) {
    String text = check.subject() + " could not be looked at: " + e;
    return e instanceof IOException
        ? Finding.warn(check.name(), text, "")
        : Finding.fail(
            check.name(), text, "this is a mistake of the supervisor's: please report it");
  }
}
