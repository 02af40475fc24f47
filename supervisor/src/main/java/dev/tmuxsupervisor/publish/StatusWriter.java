package dev.tmuxsupervisor.publish;

import com.google.common.collect.Lists;
import dev.tmuxsupervisor.tmux.Answer;
import dev.tmuxsupervisor.tmux.NoServer;
import dev.tmuxsupervisor.tmux.OptionChange;
import dev.tmuxsupervisor.tmux.Refused;
import dev.tmuxsupervisor.tmux.Running;
import dev.tmuxsupervisor.tmux.ServerIdentity;
import dev.tmuxsupervisor.tmux.Tmux;
import dev.tmuxsupervisor.tmux.Unreachable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes one tmux server's user options, and only those that are not there yet. */
public final class StatusWriter {
  /** Epoch seconds: whoever draws the segment sees by its age that the supervisor is gone. */
  public static final String BEAT = "@supervisor_beat";

  /** What came of it. */
  public enum Outcome {
    /** All is as wanted, and something was written for it. */
    WRITTEN,
    /** All was as wanted. */
    UNCHANGED,
    /** No server runs there, or another than before. */
    ABSENT,
    /** It did not answer: what it shows is not known. */
    SILENT
  }

  /**
   * So many are changed by one client. With a thousand sessions each change costs tmux 3.3a a
   * millisecond, and meanwhile it serves nobody else.
   */
  static final int TOGETHER = 100;

  private static final System.Logger LOGGER = System.getLogger("dev.tmuxsupervisor.publish");

  private final Tmux tmux;
  private final List<String> program;

  /** Whose options these are; a server that was started anew has none. */
  private Optional<ServerIdentity> server = Optional.empty();

  private final Displayed displayed = new Displayed();

  /** What is to be there, and for which workers. */
  private Map<Slot, String> texts = Map.of();

  private List<WorkerStatus> shown = List.of();

  /**
   * Writes to this server.
   *
   * @param program the words that run this supervisor, for what the menu offers
   */
  public StatusWriter(Tmux tmux, List<String> program) {
    this.tmux = tmux;
    this.program = List.copyOf(program);
  }

  /**
   * Brings the options up to date, a few at a time; those for all that the server shows come first.
   *
   * @param fleet all workers of all tmux servers; those longest in their state first
   * @param beat epoch seconds of the latest moment at which the supervisor was well
   */
  public Outcome write(List<WorkerStatus> fleet, long beat) {
    if (server.isEmpty()) {
      Answer<ServerIdentity> found = tmux.identity();
      if (!(found instanceof Running<ServerIdentity>(ServerIdentity identity))) {
        return found instanceof NoServer ? Outcome.ABSENT : Outcome.SILENT;
      }
      server = Optional.of(identity);
    }
    List<OptionChange> changes = displayed.changesTo(wanted(server.get(), fleet, beat));
    for (List<OptionChange> some : Lists.partition(changes, TOGETHER)) {
      Answer<ServerIdentity> answer = tmux.change(server.get(), some);
      switch (answer) {
        case Running<ServerIdentity> _ -> displayed.carriedOut(some);
        case NoServer<ServerIdentity> _, Refused<ServerIdentity> _ -> {
          server = Optional.empty();
          displayed.forget();
          texts = Map.of();
          return Outcome.ABSENT;
        }
        case Unreachable<ServerIdentity> _ -> {
          LOGGER.log(System.Logger.Level.WARNING, tmux.socket() + " shows no status: " + answer);
          displayed.unanswered(some);
          return Outcome.SILENT;
        }
      }
    }
    return changes.isEmpty() ? Outcome.UNCHANGED : Outcome.WRITTEN;
  }

  /** A beat comes every half minute, and mostly nothing else has changed. */
  private Map<Slot, String> wanted(ServerIdentity now, List<WorkerStatus> fleet, long beat) {
    if (texts.isEmpty() || !fleet.equals(shown)) {
      shown = List.copyOf(fleet);
      texts = StatusOptions.of(tmux.socket(), now, fleet, program);
    }
    texts.put(Slot.global(BEAT), Long.toString(beat));
    return texts;
  }
}
