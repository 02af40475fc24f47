package dev.tmuxsupervisor.act;

import dev.tmuxsupervisor.judge.Sighting;
import dev.tmuxsupervisor.lock.Guard;
import dev.tmuxsupervisor.lock.Holding;
import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.lock.LockRecord;
import dev.tmuxsupervisor.process.KernelIdentity;
import dev.tmuxsupervisor.process.Libc;
import dev.tmuxsupervisor.process.ProcessIdentity;
import dev.tmuxsupervisor.process.ProcessTable;
import dev.tmuxsupervisor.tmux.Created;
import dev.tmuxsupervisor.tmux.ServerIdentity;
import dev.tmuxsupervisor.worker.Desired;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Writes locks of ours for one worker, under its guard. */
final class LockWriter {
  private final Worker worker;
  private final Guard guard;

  LockWriter(Worker worker, Guard guard) {
    this.worker = worker;
    this.guard = guard;
  }

  /** The lock before there is an agent: it names us, and the session that is about to be. */
  LockRecord claim(WorkerSpec spec) throws IOException {
    ProcessIdentity us = ProcessTable.identify(ProcessHandle.current().pid()).orElseThrow();
    return write(spec, spec.session(), us, Optional.empty());
  }

  /**
   * Takes a spec back whose claim could not be written, or not synced: on a full disk, so that what
   * needs no space has to do. A worker that was wanted before still is.
   */
  void retract(Optional<WorkerSpec> before, WorkerSpec spec, IOException cause) {
    try {
      if (before.isEmpty()) {
        worker.file().remove(guard);
      } else if (before.get().desired() == Desired.DOWN) {
        worker.file().writeDown(guard, spec);
      } else {
        worker.file().write(guard, before.get());
      }
    } catch (IOException again) {
      cause.addSuppressed(again);
    }
    removeClaim(spec, cause);
  }

  private void removeClaim(WorkerSpec spec, IOException cause) {
    try {
      if (worker.lock().read() instanceof LockReading.Present claim
          && claim.lock().holding().filter(it -> it.run().equals(spec.run())).isPresent()) {
        worker.lock().remove(guard, claim);
      }
    } catch (IOException again) {
      cause.addSuppressed(again);
    }
  }

  /** Takes a claim back that came to nothing; its generation is used up. */
  void withdraw(Optional<WorkerSpec> before, WorkerSpec spec) throws IOException {
    worker
        .file()
        .write(
            guard,
            before
                .map(last -> last.withRun(spec.generation(), last.run()))
                .orElse(spec.with(Desired.DOWN)));
    if (worker.lock().read() instanceof LockReading.Present claim) {
      worker.lock().remove(guard, claim);
    }
  }

  LockRecord created(WorkerSpec spec, Created created) throws IOException {
    return write(
        spec,
        spec.session(),
        agent(created.panePid(), created.server()),
        Optional.of(
            place(
                created.server(),
                created.session().toString(),
                created.sessionCreated(),
                created.pane().toString())));
  }

  /** The lock of what a pane runs that was seen, or ran last. */
  LockRecord seen(WorkerSpec spec, Sighting sighting, long pid) throws IOException {
    return write(
        spec,
        sighting.name(),
        agent(pid, sighting.server()),
        Optional.of(
            place(
                sighting.server(),
                sighting.session().toString(),
                sighting.created(),
                sighting.pane().toString())));
  }

  private LockRecord write(
      WorkerSpec spec, String session, ProcessIdentity agent, Optional<Holding.Place> place)
      throws IOException {
    KernelIdentity here = KernelIdentity.read();
    LockRecord lock =
        new LockRecord(
            agent.pid(),
            Instant.now().truncatedTo(ChronoUnit.MILLIS),
            session,
            here.hostname(),
            Optional.of(
                new Holding(
                    worker.name().text(),
                    spec.run(),
                    spec.generation(),
                    agent,
                    here,
                    Libc.effectiveUid(),
                    spec.socket(),
                    place)));
    worker.lock().write(guard, lock);
    return lock;
  }

  private static Holding.Place place(
      ServerIdentity server, String session, long created, String pane) throws IOException {
    ProcessIdentity process =
        ProcessTable.identify(server.pid())
            .orElseThrow(() -> new IOException("tmux server " + server.pid() + " ended just now"));
    return new Holding.Place(process, server.startTime(), session, created, pane);
  }

  /**
   * The process of a pane, which is a child of its tmux server. One that is gone already has no
   * start to be found, and its pid may be a stranger's: tick 0 is no process's, so such a lock is
   * dead from the start.
   */
  private static ProcessIdentity agent(long pid, ServerIdentity server) throws IOException {
    return ProcessTable.stat(pid)
        .filter(stat -> stat.parent() == server.pid())
        .map(stat -> new ProcessIdentity(pid, stat.startTicks()))
        .orElseGet(() -> new ProcessIdentity(pid, 0));
  }
}
