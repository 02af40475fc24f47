package dev.tmuxsupervisor.loop;

import dev.tmuxsupervisor.act.Attended;
import dev.tmuxsupervisor.act.Deed;
import dev.tmuxsupervisor.act.Look;
import dev.tmuxsupervisor.act.Recoverer;
import dev.tmuxsupervisor.act.StandIns;
import dev.tmuxsupervisor.lock.GuardBusyException;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.process.BootTime;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** Looks after one worker at a time, tells what was done, and plans the next look. */
final class Attendant {
  private static final System.Logger LOGGER = System.getLogger("dev.tmuxsupervisor.loop");
  private static final Duration PATIENCE = Duration.ofMillis(100);
  private static final Duration SOON = Duration.ofMillis(100);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final BiFunction<Look, StandIns, Recoverer> recoverers;
  private final Eyes eyes;
  private final Recoverer recoverer;
  private final Recoverer oneOfSeveral;
  private final Afterlooks afterlooks;
  private final Watch watch;
  private final FileWatch files;
  private final Agenda agenda;
  private final Chronicle chronicle;
  private final MassWatch mass;
  private final Doubts doubts;

  private final Troubles troubles = new Troubles();

  /** How long a worker waits that could not be looked after, or was not started. */
  private final Map<Worker, Duration> pauses = new ConcurrentHashMap<>();

  Attendant(
      BiFunction<Look, StandIns, Recoverer> recoverers,
      StandIns standIns,
      Eyes eyes,
      Afterlooks afterlooks,
      Watch watch,
      FileWatch files,
      Agenda agenda,
      Chronicle chronicle,
      MassWatch mass,
      Doubts doubts) {
    this.recoverers = recoverers;
    this.eyes = eyes;
    recoverer = recoverers.apply(eyes, StandIns.NONE);
    oneOfSeveral = recoverers.apply(eyes, standIns);
    this.afterlooks = afterlooks;
    this.watch = watch;
    this.files = files;
    this.agenda = agenda;
    this.chronicle = chronicle;
    this.mass = mass;
    this.doubts = doubts;
  }

  /** Looks after a worker that the agenda handed out. */
  // Whatever goes wrong with one worker must not leave the others unattended.
  @SuppressWarnings("CatchingUnchecked")
  void visit(Worker worker) throws InterruptedException {
    if (!worker.runtime().exists()) {
      watch.forget(worker); // removed with its directory; what lives of it, the sweep finds
      return;
    }
    if (troubles.lacksRoom(worker)) {
      agenda.plan(worker, Troubles.GLANCE, Instant.EPOCH);
      return;
    }
    try {
      attend(oneOfSeveral, worker, PATIENCE);
    } catch (GuardBusyException e) {
      glance(worker);
      agenda.plan(worker, SOON, Instant.EPOCH); // whoever holds it may be changing things
    } catch (IOException | RuntimeException e) {
      eyes.showUnknown(worker, String.valueOf(e.getMessage()), System.nanoTime());
      Duration usual = pause(worker);
      boolean news = troubles.isNews(worker, e, usual);
      Duration pause = troubles.pause(worker, usual);
      if (news) {
        LOGGER.log(System.Logger.Level.WARNING, "cannot look after " + worker.name(), e);
        chronicle.write(
            "error",
            worker,
            JsonFields.object()
                .put("outcome", "failed")
                .put("why", String.valueOf(e.getMessage()))
                .put("retry_in_ms", pause.toMillis()));
      }
      agenda.plan(worker, pause, Instant.EPOCH);
    }
  }

  /** For whoever is shown it meanwhile: a stop may take its time. */
  private void glance(Worker worker) {
    try {
      eyes.at(worker, worker.file().read(), false);
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "cannot glance at " + worker.name(), e);
    }
  }

  /** Looks after the worker now, whatever is planned. */
  Attended attend(Worker worker, Duration patience) throws IOException, InterruptedException {
    return attend(recoverer, worker, patience);
  }

  private Attended attend(Recoverer by, Worker worker, Duration patience)
      throws IOException, InterruptedException {
    Attended attended = by.attend(worker, patience);
    troubles.over(worker);
    return followUp(worker, attended);
  }

  /** Gives a worker its files back, of which nothing is left but an agent on this server. */
  void adopt(Worker worker, TmuxSocket socket) throws IOException, InterruptedException {
    worker.runtime().create();
    followUp(
        worker, recoverers.apply(eyes.usually(socket), StandIns.NONE).attend(worker, PATIENCE));
  }

  /** Restarts the worker as its user asked. */
  Attended restart(Worker worker, Duration patience) throws IOException, InterruptedException {
    return followUp(worker, recoverer.restart(worker, patience));
  }

  private Attended followUp(Worker worker, Attended attended)
      throws IOException, InterruptedException {
    watch.agentLives(worker);
    files.watch(worker);
    if (!attended.deeds().isEmpty()) {
      afterlooks.at(worker);
    }
    chronicle.tell(worker, attended);
    for (Deed deed : attended.deeds()) {
      weigh(worker, deed);
    }
    if (attended.doubt().isPresent()) {
      doubts.doubt(worker, attended.doubt().get());
    } else {
      doubts.clear(worker);
    }
    if (attended.due().isPresent()) {
      agenda.plan(worker, BootTime.now().until(attended.due().get()), Instant.EPOCH);
    }
    return attended;
  }

  private void weigh(Worker worker, Deed deed) throws InterruptedException {
    switch (deed) {
      case Deed.Buried(var run, _) -> mass.died(run.cause());
      case Deed.Restarted _ -> {
        pauses.remove(worker);
        mass.started();
      }
      case Deed.NotStarted(String reason, boolean open) -> {
        mass.failed(reason, open);
        agenda.plan(worker, pause(worker), Instant.EPOCH);
      }
      case Deed.Stuck _ -> agenda.plan(worker, pause(worker), Instant.EPOCH);
      case Deed.TreeEnded _,
          Deed.Adopted _,
          Deed.Renamed _,
          Deed.Expired _,
          Deed.StopFinished _ -> {}
    }
  }

  private Duration pause(Worker worker) {
    return pauses.merge(
        worker,
        FIRST_PAUSE,
        (before, _) -> {
          Duration doubled = before.multipliedBy(2);
          return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        });
  }
}
