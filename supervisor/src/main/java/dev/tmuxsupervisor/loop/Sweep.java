package dev.tmuxsupervisor.loop;

import dev.tmuxsupervisor.judge.Evidence;
import dev.tmuxsupervisor.judge.Judge;
import dev.tmuxsupervisor.judge.Remedy;
import dev.tmuxsupervisor.lock.DurableFile;
import dev.tmuxsupervisor.observe.Observer;
import dev.tmuxsupervisor.observe.TmuxLooks;
import dev.tmuxsupervisor.process.BootTime;
import dev.tmuxsupervisor.process.ThreadClock;
import dev.tmuxsupervisor.tmux.Running;
import dev.tmuxsupervisor.tmux.Snapshot;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerFile;
import dev.tmuxsupervisor.worker.WorkerIndex;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Looks at every worker from time to time, and so finds what no event told. */
final class Sweep {
  private static final System.Logger LOGGER = System.getLogger("dev.tmuxsupervisor.loop");

  private final WorkerIndex index;
  private final Eyes eyes;
  private final Watch watch;
  private final FileWatch files;
  private final Attendant attendant;
  private final Agenda agenda;
  private final MassWatch mass;
  private final Doubts doubts;
  private final Board board;

  /** Where workers were seen; one whose files were removed is still there. */
  private final Set<TmuxSocket> sockets = new HashSet<>();

  private final IdleHeap heap = new IdleHeap();
  private final Semaphore asked = new Semaphore(1);
  private boolean first = true;

  Sweep(
      WorkerIndex index,
      Eyes eyes,
      Watch watch,
      FileWatch files,
      Attendant attendant,
      Agenda agenda,
      MassWatch mass,
      Doubts doubts,
      Board board) {
    this.attendant = attendant;
    this.index = index;
    this.eyes = eyes;
    this.watch = watch;
    this.files = files;
    this.agenda = agenda;
    this.mass = mass;
    this.doubts = doubts;
    this.board = board;
  }

  /** Sweeps as soon as may be. */
  void soon() {
    asked.release();
  }

  /** Sweeps until it is interrupted. */
  void run() {
    try {
      Duration pause = SweepPace.SHORTEST;
      while (true) {
        if (asked.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          asked.drainPermits();
        }
        pause = paced();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the loop ends
    }
  }

  private Duration paced() throws InterruptedException {
    Duration before = cpu();
    once();
    Duration pause = SweepPace.after(cpu().minus(before));
    board.sweepsAgainIn(pause);
    return pause;
  }

  /** A sweep whose cost cannot be told is made all the same; the limits of its pace hold. */
  private static Duration cpu() {
    try {
      return ThreadClock.read();
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.WARNING, "the kernel does not tell what a sweep costs", e);
      return Duration.ZERO;
    }
  }

  // Whatever goes wrong with one worker must not hide the others.
  @SuppressWarnings("CatchingUnchecked")
  private void once() throws InterruptedException {
    long began = System.nanoTime();
    try {
      List<Worker> workers = index.workers();
      Set<Worker> all = new HashSet<>(workers);
      files.retain(all); // before any that is new can be watched
      mass.fleet(workers.size());
      Map<Worker, Optional<WorkerSpec>> specs = new LinkedHashMap<>();
      for (Worker worker : workers) {
        try {
          specs.put(worker, worker.file().read());
        } catch (WorkerFile.Damaged e) {
          unknown(worker, String.valueOf(e.getMessage()), began);
        }
      }
      TmuxLooks looks = eyes.together(specs.values());
      for (Map.Entry<Worker, Optional<WorkerSpec>> known : specs.entrySet()) {
        try {
          look(known.getKey(), known.getValue(), looks, began);
        } catch (IOException | RuntimeException e) {
          unknown(known.getKey(), "it cannot be looked at: " + e, began);
        }
      }
      findLost(workers, specs.values(), looks);
      if (first) {
        clearLeftovers(workers);
        first = false;
      }
      board.swept(all, began);
      if (agenda.isIdle()) {
        heap.trim();
      }
    } catch (IOException | RuntimeException e) {
      LOGGER.log(System.Logger.Level.WARNING, "the sweep failed", e);
    }
  }

  private void unknown(Worker worker, String why, long began) throws InterruptedException {
    eyes.showUnknown(worker, why, began);
    doubts.doubt(worker, why);
  }

  private void findLost(List<Worker> known, Collection<Optional<WorkerSpec>> specs, TmuxLooks looks)
      throws IOException, InterruptedException {
    specs.forEach(spec -> spec.ifPresent(it -> sockets.add(new TmuxSocket(it.socket()))));
    for (TmuxSocket socket : sockets) {
      if (looks.snapshot(socket) instanceof Running<Snapshot>(Snapshot snapshot)) {
        for (Worker worker : LostTraces.in(snapshot, known)) {
          index.add(worker);
          attendant.adopt(worker, socket);
        }
      }
    }
  }

  /** Of a server that was killed while it wrote: whoever looks after a worker tidies up. */
  private void clearLeftovers(List<Worker> workers) {
    for (Worker worker : workers) {
      try {
        if (worker.runtime().exists()
            && DurableFile.hasLeftovers(worker.runtime().path(), Instant.now())) {
          agenda.plan(worker, Duration.ZERO, Instant.EPOCH);
        }
      } catch (IOException e) {
        LOGGER.log(System.Logger.Level.DEBUG, "cannot list the files of " + worker.name(), e);
      }
    }
  }

  private void look(Worker worker, Optional<WorkerSpec> spec, TmuxLooks looks, long began)
      throws IOException, InterruptedException {
    files.watch(worker);
    Observer observer = eyes.observer(spec, looks);
    Evidence evidence = observer.look(worker, spec, false);
    eyes.show(worker, spec, evidence, began);
    Remedy remedy = Remedy.of(Judge.judge(evidence), spec, evidence.at());
    switch (remedy) {
      case Remedy.Nothing _ -> {
        watch.see(worker, evidence.lock(), evidence.here());
        doubts.clear(worker);
      }
      case Remedy.Hold(String why) -> {
        watch.see(worker, evidence.lock(), evidence.here());
        doubts.doubt(worker, why);
      }
      case Remedy.KeepOut(_, Optional<BootTime> due) -> {
        watch.see(worker, evidence.lock(), evidence.here());
        doubts.clear(worker);
        if (due.isPresent()) {
          agenda.plan(worker, BootTime.now().until(due.get()), Instant.EPOCH);
        }
      }
      case Remedy.Await(BootTime due) ->
          agenda.plan(worker, BootTime.now().until(due), Instant.EPOCH);
      case Remedy.Adopt _,
          Remedy.Rename _,
          Remedy.Expire _,
          Remedy.FinishStop _,
          Remedy.EndTree _,
          Remedy.Bury _,
          Remedy.Respawn _,
          Remedy.Start _ ->
          agenda.plan(worker, Duration.ZERO, Watch.acquired(evidence.lock()));
    }
  }
}
