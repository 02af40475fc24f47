package dev.tmuxsupervisor.act;

import dev.tmuxsupervisor.judge.PaneState;
import dev.tmuxsupervisor.judge.Sighting;
import dev.tmuxsupervisor.lock.Guard;
import dev.tmuxsupervisor.lock.Holding;
import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.lock.LockRecord;
import dev.tmuxsupervisor.process.ProcessIdentity;
import dev.tmuxsupervisor.process.ProcessTable;
import dev.tmuxsupervisor.worker.Desired;
import dev.tmuxsupervisor.worker.History;
import dev.tmuxsupervisor.worker.Policy;
import dev.tmuxsupervisor.worker.RunMarks;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Brings the lock of a worker up to date with the agent that was seen in its pane. */
final class Adoption {
  private final Worker worker;
  private final Guard guard;

  Adoption(Worker worker, Guard guard) {
    this.worker = worker;
    this.guard = guard;
  }

  /** Writes the lock of what runs there, and the worker's file where that is missing or behind. */
  LockRecord adopt(Optional<WorkerSpec> last, Optional<LockReading.Present> old, Sighting sighting)
      throws IOException {
    Optional<Holding> held = old.map(LockReading.Present::lock).flatMap(LockRecord::holding);
    WorkerSpec spec = last.isPresent() ? last.get() : found(sighting);
    String run = sighting.marks().getOrDefault(RunMarks.RUN, spec.run());
    WorkerSpec now = spec.withRun(Math.max(generation(sighting, held), spec.generation()), run);
    if (last.isEmpty() || !now.equals(spec)) {
      worker.file().write(guard, now);
    }
    long pid = pid(sighting.state(), held);
    return new LockWriter(worker, guard).seen(now, sighting, pid);
  }

  /** Somebody removed all that was written down; the pane still knows what it runs. */
  private static WorkerSpec found(Sighting sighting) throws IOException {
    return new WorkerSpec(
        Desired.UP,
        parse(sighting.marks().getOrDefault(RunMarks.GENERATION, "0")),
        sighting.marks().getOrDefault(RunMarks.RUN, WorkerSpec.newRun()),
        ProcessTable.arguments(pid(sighting.state(), Optional.empty())),
        Map.of(),
        Map.of(),
        sighting.name(),
        sighting.socket().path(),
        Policy.DEFAULT,
        History.FRESH);
  }

  private static long pid(PaneState state, Optional<Holding> held) throws IOException {
    return switch (state) {
      case PaneState.RunsOther(long pid, _) -> pid;
      case PaneState.RunsShell(long pid) -> pid;
      case PaneState.Dead(long pid, _, _) -> pid > 0 ? pid : forgotten(held);
      case PaneState.RunsAgent _, PaneState.Closed _ ->
          held.map(holding -> holding.agent().pid())
              .orElseThrow(() -> new IOException("the worker's pane is gone"));
    };
  }

  /** The pid of a program that is over, where tmux says none: the kernel gives less than this. */
  private static long forgotten(Optional<Holding> held) {
    return held.map(holding -> holding.agent().pid()).orElse(ProcessIdentity.LARGEST_PID);
  }

  /**
   * The generation that the pane is marked with, if the lock has not seen it yet; a program that
   * somebody else put into the pane is a new one.
   */
  private static long generation(Sighting sighting, Optional<Holding> held) {
    long marked = parse(sighting.marks().getOrDefault(RunMarks.GENERATION, "0"));
    return held.map(holding ->
            holding.isClaim() || marked > holding.generation()
                ? Math.max(marked, holding.generation())
                : holding.generation() + 1)
        .orElse(marked);
  }

  private static long parse(String number) {
    return number.matches("[0-9]{1,18}") ? Long.parseLong(number) : 0;
  }
}
