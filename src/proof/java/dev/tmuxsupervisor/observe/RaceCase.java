package dev.tmuxsupervisor.observe;

import dev.tmuxsupervisor.act.Cleaner;
import dev.tmuxsupervisor.act.Look;
import dev.tmuxsupervisor.act.Releaser;
import dev.tmuxsupervisor.act.ReserveOutcome;
import dev.tmuxsupervisor.act.ReserveRequest;
import dev.tmuxsupervisor.act.Reserver;
import dev.tmuxsupervisor.judge.Disposal;
import dev.tmuxsupervisor.tmux.Tmux;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerName;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Threads that race for locks, on command of the referee: {@code race WORKER ID} lets all try at
 * once, beside a janitor and somebody who comes late with an ID to release. Each answers a line,
 * {@code holds ID MS}, {@code lost VERDICT} or {@code cleaned WHAT}; then {@code done}. Whoever
 * holds, holds until {@code release WORKER ID}.
 *
 * <p>Arguments: the folder of the workers, a socket where no tmux server is, how many threads.
 */
final class RaceCase {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path root;
  private final TmuxSocket socket;
  private final int racers;
  private final CyclicBarrier start;
  private final ExecutorService threads;

  /**
   * Asks tmux once a thread: no server ever runs there, and a client for each look takes longer.
   */
  private final ThreadLocal<TmuxLooks> looks =
      ThreadLocal.withInitial(() -> new TmuxLooks(Tmux::at));

  private RaceCase(Path root, TmuxSocket socket, int racers) {
    this.root = root;
    this.socket = socket;
    this.racers = racers;
    this.start = new CyclicBarrier(racers + 2);
    this.threads = Executors.newFixedThreadPool(racers + 2);
  }

  public static void main(String[] arguments) throws Exception {
    RaceCase races =
        new RaceCase(
            Path.of(arguments[0]),
            new TmuxSocket(Path.of(arguments[1])),
            Integer.parseInt(arguments[2]));
    System.out.println("ready");
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      String[] words = order.split(" ", -1);
      Worker worker = Worker.resolve(races.root, new WorkerName(words[1]));
      System.out.println(
          words[0].equals("race") ? races.race(worker, words[2]) : races.release(worker, words[2]));
    }
    System.exit(0);
  }

  private String race(Worker worker, String lateId) throws Exception {
    List<Callable<String>> all = new ArrayList<>();
    for (int i = 0; i < racers; i++) {
      all.add(() -> take(worker));
    }
    all.add(() -> clean(worker));
    all.add(() -> release(worker, lateId));
    List<String> lines = new ArrayList<>();
    for (Future<String> one : threads.invokeAll(all)) {
      lines.add(one.get());
    }
    lines.add("done");
    return String.join("\n", lines);
  }

  /** As the verbs do: a look, then the deed under the guard. */
  private String take(Worker worker) throws Exception {
    start.await();
    worker.lock().read();
    long began = System.nanoTime();
    ReserveOutcome outcome =
        new Reserver(look(), Tmux::at, Autopsy::of, PATIENCE)
            .reserve(new ReserveRequest(worker, "racer", "proof", Optional.empty(), false));
    double milliseconds = (System.nanoTime() - began) / 1e6;
    return switch (outcome) {
      case ReserveOutcome.Reserved(var reservation, _, _) ->
          "holds " + reservation.id() + " " + milliseconds;
      case ReserveOutcome.Refused(var verdict, _) -> "lost " + verdict.kind();
      case ReserveOutcome.NotFenced(var verdict, _) -> "lost " + verdict.kind();
    };
  }

  private String clean(Worker worker) throws Exception {
    start.await();
    return "cleaned "
        + (new Cleaner(look(), PATIENCE).clean(worker) instanceof Disposal.Release ? 1 : 0);
  }

  private String release(Worker worker, String id) throws Exception {
    if (!Thread.currentThread().getName().equals("main")) {
      start.await();
    }
    return "released "
        + new Releaser(look(), PATIENCE).release(worker, id).getClass().getSimpleName();
  }

  private Look look() {
    Observer observer =
        new Observer(looks.get(), socket, () -> Set.of(socket), System.getProperty("user.name"));
    return observer::look;
  }
}
