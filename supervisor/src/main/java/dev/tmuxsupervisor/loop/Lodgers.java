package dev.tmuxsupervisor.loop;

import dev.tmuxsupervisor.act.Rehousing;
import dev.tmuxsupervisor.process.Ancestry;
import dev.tmuxsupervisor.process.ProcStat;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Has tmux servers leave the unit of systemd's that we are as soon as they are seen there, and in
 * time everybody else: panes, where their tmux does not give them scopes of their own.
 */
final class Lodgers {
  private static final System.Logger LOGGER = System.getLogger("dev.tmuxsupervisor.loop");

  /** By then a tmux that gives its panes scopes has done so. */
  static final Duration PAUSE = Duration.ofSeconds(30);

  private final Optional<Rehousing> rehousing;
  private final Duration pause;
  private final Semaphore asked = new Semaphore(1);
  private boolean told;

  /** Nothing is done where we are no unit. */
  Lodgers(Optional<Rehousing> rehousing, Duration pause) {
    this.rehousing = rehousing;
    this.pause = pause;
  }

  /** Looks as soon as may be; returns at once. */
  void soon() {
    asked.release();
  }

  /** Looks until it is interrupted. */
  void run() {
    try {
      while (rehousing.isPresent()) {
        if (asked.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          asked.drainPermits();
          look(rehousing.get(), false);
        } else {
          look(rehousing.get(), true);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the loop ends
    }
  }

  private void look(Rehousing by, boolean everybody) throws InterruptedException {
    try {
      for (List<ProcStat> together : houses(by.unit().lodgers(), everybody)) {
        Optional<String> obstacle = by.move(together);
        if (obstacle.isPresent()) {
          theyStay(by, obstacle.get());
          return;
        }
        told = false;
        LOGGER.log(
            System.Logger.Level.INFO, "moved out of " + by.unit().name() + ": " + words(together));
      }
    } catch (IOException e) {
      theyStay(by, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Who is to live together. A tmux server lives alone: of another in its scope it would share the
   * fate. It may be about to move a new pane itself, so that others than servers are left in peace
   * at first.
   */
  private static List<List<ProcStat>> houses(List<ProcStat> lodgers, boolean everybody) {
    List<List<ProcStat>> houses = new ArrayList<>();
    List<ProcStat> others = new ArrayList<>();
    for (ProcStat lodger : lodgers) {
      if (Ancestry.isTmuxServer(lodger)) {
        houses.add(List.of(lodger));
      } else if (everybody) {
        others.add(lodger);
      }
    }
    if (!others.isEmpty()) {
      houses.add(others);
    }
    return houses;
  }

  /** Said once: what is tried again would be said again every time. */
  private void theyStay(Rehousing by, String why) {
    if (!told) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "tmux stays in %s, and outlives it by KillMode=process alone: %s"
              .formatted(by.unit().name(), why));
      told = true;
    }
  }

  private static String words(List<ProcStat> processes) {
    return processes.stream()
        .map(process -> process.comm() + " " + process.pid())
        .collect(Collectors.joining(", "));
  }
}
