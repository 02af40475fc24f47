package dev.tmuxsupervisor.loop;

import com.google.common.base.Ticker;
import dev.tmuxsupervisor.act.Attended;
import dev.tmuxsupervisor.act.Recoverer;
import dev.tmuxsupervisor.act.Rehousing;
import dev.tmuxsupervisor.command.Supervision;
import dev.tmuxsupervisor.fleet.ConfigFile;
import dev.tmuxsupervisor.judge.Judge;
import dev.tmuxsupervisor.judge.Remedy;
import dev.tmuxsupervisor.observe.Autopsy;
import dev.tmuxsupervisor.process.BootTime;
import dev.tmuxsupervisor.process.ExitWatch;
import dev.tmuxsupervisor.process.OwnUnit;
import dev.tmuxsupervisor.process.ShortProgram;
import dev.tmuxsupervisor.publish.Journal;
import dev.tmuxsupervisor.tmux.Tmux;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerIndex;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The one loop: an event or the sweep says <em>look</em>, and every look observes, judges, acts and
 * publishes from scratch. It remembers nothing that matters: kill it, and the next one knows all.
 */
public final class FleetLoop implements Supervision {
  /** A command waits for the loop, which may be ending a tree; the loop comes back later. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Nobody waits for the user manager. */
  private static final Duration MANAGERS_PATIENCE = Duration.ofSeconds(10);

  /** By then a command holds the guard, and the look without it shows what it is doing. */
  private static final Duration INTO_A_CHANGE = Duration.ofMillis(50);

  private final Agenda agenda = new Agenda();

  /** By commands that are at it. */
  private final Set<Worker> started = ConcurrentHashMap.newKeySet();

  private final Board board = new Board();
  private final Surroundings surroundings = new Surroundings();
  private final ExitWatch exits;
  private final Watch watch;
  private final FileWatch files = new FileWatch(this::touched);
  private final Eyes eyes;
  private final Afterlooks afterlooks;
  private final Attendants attendants;
  private final Attendant attendant;
  private final Sweep sweep;
  private final StatusLines statusLines;
  private final Preferences preferences;
  private final Notices notices;
  private final Lodgers lodgers;

  /** They sleep, and change nothing of a worker. */
  private final List<Thread> restless = new ArrayList<>();

  /**
   * Looks after the workers that are known below this state directory.
   *
   * @param environment the server's own
   * @param program the words that run this supervisor, for menus of tmux
   */
  public FleetLoop(Path state, Map<String, String> environment, List<String> program)
      throws IOException {
    Chronicle chronicle = new Chronicle(new Journal(state));
    preferences = new Preferences(ConfigFile.place(environment), chronicle);
    notices =
        new Notices(
            board,
            preferences,
            new Messages(surroundings::door),
            new NoticeCommand(environment),
            chronicle);
    MassWatch mass = new MassWatch(chronicle, agenda, Ticker.systemTicker(), notices::hear);
    attendants = new Attendants(agenda, mass);
    Doubts doubts = new Doubts(chronicle, Ticker.systemTicker());
    eyes = new Eyes(surroundings, board);
    afterlooks = new Afterlooks(eyes);
    exits = ExitWatch.open();
    lodgers =
        new Lodgers(
            OwnUnit.find(environment).map(unit -> rehousing(unit, environment)), Lodgers.PAUSE);
    watch = new Watch(exits, agenda, lodgers::soon, this::sweepSoon);
    attendant =
        new Attendant(
            (look, standIns) -> new Recoverer(look, surroundings, Autopsy::of, standIns),
            attendants,
            eyes,
            afterlooks,
            watch,
            files,
            agenda,
            chronicle,
            mass,
            doubts);
    sweep =
        new Sweep(
            new WorkerIndex(state.resolve("workers.jsonl")),
            eyes,
            watch,
            files,
            attendant,
            agenda,
            mass,
            doubts,
            board);
    statusLines = new StatusLines(board, surroundings::door, eyes.usual(), program);
  }

  private static Rehousing rehousing(OwnUnit unit, Map<String, String> environment) {
    return new Rehousing(unit, new ShortProgram("busctl", environment, MANAGERS_PATIENCE));
  }

  /** Begins; the first sweep adopts all that live. */
  public void start() {
    attendants.start(attendant::visit);
    restless.add(Thread.ofPlatform().daemon().name("sweep").start(sweep::run));
    restless.add(Thread.ofPlatform().daemon().name("file watch").start(files::run));
    restless.add(Thread.ofPlatform().daemon().name("afterlooks").start(afterlooks::run));
    restless.add(Thread.ofPlatform().daemon().name("notices").start(notices::run));
    restless.add(Thread.ofPlatform().daemon().name("status lines").start(statusLines::run));
    restless.add(Thread.ofPlatform().daemon().name("lodgers").start(lodgers::run));
  }

  /** Somebody wrote in its folder: mostly one of us. */
  private void touched(Worker worker) {
    if (!started.contains(worker) && !watch.isAsKnown(worker)) {
      agenda.plan(worker, Duration.ZERO, Instant.EPOCH);
    }
  }

  private void sweepSoon() {
    sweep.soon();
  }

  @Override
  public void changing(Worker worker) {
    agenda.plan(worker, INTO_A_CHANGE, Instant.EPOCH);
  }

  @Override
  public Tmux door(TmuxSocket socket) {
    return surroundings.door(socket);
  }

  @Override
  public void starting(Worker worker) {
    started.add(worker);
  }

  @Override
  public void changed(Worker worker) {
    started.remove(worker);
    agenda.plan(worker, Duration.ZERO, Instant.EPOCH);
  }

  @Override
  public Remedy plan(Worker worker) throws IOException {
    Optional<WorkerSpec> spec = worker.file().read();
    return Remedy.of(Judge.judge(eyes.at(worker, spec, false)), spec, BootTime.now());
  }

  @Override
  public Attended attend(Worker worker) throws IOException, InterruptedException {
    return attendant.attend(worker, PATIENCE);
  }

  @Override
  public Attended restart(Worker worker) throws IOException, InterruptedException {
    return attendant.restart(worker, PATIENCE);
  }

  @Override
  public long awaitChange(long seen, Duration atMost) throws InterruptedException {
    return board.await(seen, atMost);
  }

  @Override
  public Optional<String> complaint() throws InterruptedException {
    return preferences.complaint();
  }

  @Override
  public void resume() {
    agenda.resume();
    sweep.soon();
  }

  /** Begins nothing more; returns at once. */
  public void stop() {
    agenda.close();
    restless.forEach(Thread::interrupt);
  }

  /** Waits for what is being done, each step of which is safe to die after. */
  public void finish(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    attendants.finish(end);
    for (Thread thread : restless) {
      thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
    }
    exits.close();
  }
}
