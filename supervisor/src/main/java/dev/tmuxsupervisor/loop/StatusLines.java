package dev.tmuxsupervisor.loop;

import dev.tmuxsupervisor.publish.Pace;
import dev.tmuxsupervisor.publish.StatusWriter;
import dev.tmuxsupervisor.publish.WorkerStatus;
import dev.tmuxsupervisor.tmux.GlobalOptions;
import dev.tmuxsupervisor.tmux.Running;
import dev.tmuxsupervisor.tmux.Tmux;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Pushes what the board says into the tmux servers of the workers, so that drawing a status line
 * takes no process, and beats there as long as the sweep goes round.
 */
final class StatusLines {
  private static final System.Logger LOGGER = System.getLogger("dev.tmuxsupervisor.loop");

  private static final Duration BEAT = Duration.ofSeconds(30);

  /** A sweep waits five seconds for a server that hangs. */
  private static final Duration STUCK = Duration.ofSeconds(50);

  /** The wall clock jumps while the machine sleeps, and waiting does not see it. */
  private static final Duration LOOK_AT_CLOCK = Duration.ofSeconds(2);

  /** What changes together is written together; a recovery mostly fits in. */
  private static final Duration COALESCING = Duration.ofMillis(50);

  /** A beat so old that nobody waits for the next: 0 is false in tmux, as if there were none. */
  private static final long LONG_AGO = 1;

  private static final Duration DEADLINE = Duration.ofSeconds(1);

  /** A tmux server that hangs holds up all others: it is asked again after this time. */
  private static final Duration AFTER_SILENCE = Duration.ofSeconds(5);

  private record Tried(StatusWriter.Outcome outcome, long at) {}

  private final Board board;
  private final Function<TmuxSocket, Tmux> doors;
  private final TmuxSocket usual;
  private final List<String> program;
  private final Map<TmuxSocket, StatusWriter> writers = new HashMap<>();

  private final Map<TmuxSocket, Tried> latest = new HashMap<>();

  private final Pace pace = new Pace(2, Duration.ofSeconds(1));
  private Instant lastBeat = Instant.EPOCH;

  /**
   * @param usual where a user looks who says nothing else, whether or not it has workers
   * @param program the words that run the supervisor
   */
  StatusLines(
      Board board, Function<TmuxSocket, Tmux> doors, TmuxSocket usual, List<String> program) {
    this.board = board;
    this.doors = doors;
    this.usual = usual;
    this.program = program;
  }

  /** Publishes until it is interrupted, and then says that nobody does so any more. */
  void run() {
    try {
      long known = 0;
      while (true) {
        boolean changed = board.await(known, LOOK_AT_CLOCK) != known;
        if (changed) {
          Thread.sleep(COALESCING);
          Thread.sleep(pace.pause(System.nanoTime()));
        }
        known = board.changes();
        once(changed);
      }
    } catch (InterruptedException e) {
      end();
      Thread.currentThread().interrupt();
    }
  }

  // Whatever goes wrong with one status line must not end all.
  @SuppressWarnings("CatchingUnchecked")
  private void once(boolean changed) {
    try {
      boolean beats = beat();
      // Half a fleet would look like a disaster.
      if (board.isComplete() && (changed || beats || isAnybodySilent())) {
        publish(changed, beats);
      }
    } catch (RuntimeException e) {
      LOGGER.log(System.Logger.Level.WARNING, "the status lines could not be written", e);
    }
  }

  /** Whether it is time for another, and all is well. */
  private boolean beat() {
    Instant now = Instant.now();
    boolean due = now.isBefore(lastBeat) || !now.isBefore(lastBeat.plus(BEAT));
    if (!due || !board.isSwept(STUCK)) {
      return false;
    }
    lastBeat = now;
    return true;
  }

  private void publish(boolean changed, boolean beats) {
    List<WorkerStatus> fleet = board.all();
    Set<TmuxSocket> sockets = new HashSet<>(writers.keySet());
    fleet.forEach(worker -> sockets.add(worker.socket()));
    if (beats && isShownWithoutWorkers(sockets)) {
      sockets.add(usual);
    }
    boolean wrote = false;
    for (TmuxSocket socket : sockets) {
      if (beats || isWorthwhile(latest.get(socket), changed)) {
        StatusWriter.Outcome outcome = writer(socket).write(fleet, lastBeat.getEpochSecond());
        latest.put(socket, new Tried(outcome, System.nanoTime()));
        wrote |= outcome == StatusWriter.Outcome.WRITTEN;
      }
    }
    if (wrote) {
      pace.done(System.nanoTime());
    }
  }

  /** Its workers are all gone, and an earlier supervisor's beat there would seem to be ours. */
  private boolean isShownWithoutWorkers(Set<TmuxSocket> others) {
    return !others.contains(usual)
        && door(usual).configuration().options(List.of(StatusWriter.BEAT))
            instanceof Running<GlobalOptions>(GlobalOptions options)
        && options.value(StatusWriter.BEAT).isPresent();
  }

  private boolean isAnybodySilent() {
    return latest.values().stream()
        .anyMatch(tried -> tried.outcome() == StatusWriter.Outcome.SILENT);
  }

  private static boolean isWorthwhile(@Nullable Tried latest, boolean changed) {
    if (latest != null && latest.outcome() == StatusWriter.Outcome.SILENT) {
      return System.nanoTime() - latest.at() > AFTER_SILENCE.toNanos();
    }
    return latest == null || changed;
  }

  private StatusWriter writer(TmuxSocket socket) {
    return writers.computeIfAbsent(socket, at -> new StatusWriter(door(at), program));
  }

  private Tmux door(TmuxSocket socket) {
    return doors.apply(socket).deadline(DEADLINE);
  }

  private void end() {
    List<WorkerStatus> fleet = board.all();
    for (StatusWriter writer : writers.values()) {
      writer.write(fleet, LONG_AGO);
    }
  }
}
