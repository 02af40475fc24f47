package dev.tmuxsupervisor.publish;

import dev.tmuxsupervisor.tmux.Answer;
import dev.tmuxsupervisor.tmux.NoServer;
import dev.tmuxsupervisor.tmux.OptionChange;
import dev.tmuxsupervisor.tmux.Refused;
import dev.tmuxsupervisor.tmux.Running;
import dev.tmuxsupervisor.tmux.ServerIdentity;
import dev.tmuxsupervisor.tmux.Tmux;
import dev.tmuxsupervisor.tmux.Unreachable;
import java.util.ArrayList;
import java.util.HashMap;
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

  private static final System.Logger LOGGER = System.getLogger("dev.tmuxsupervisor.publish");

  private final Tmux tmux;
  private final List<String> program;

  /** Whose options these are; a server that was started anew has none. */
  private Optional<ServerIdentity> server = Optional.empty();

  private final Map<Slot, String> written = new HashMap<>();

  /** What {@link #written} was made of. */
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
   * Brings the options up to date, with one client unless the server is not known yet.
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
    Map<Slot, String> wanted = wanted(server.get(), fleet);
    wanted.put(Slot.global(BEAT), Long.toString(beat));
    List<OptionChange> changes = changes(wanted);
    if (changes.isEmpty()) {
      return Outcome.UNCHANGED;
    }
    Answer<ServerIdentity> answer = tmux.change(server.get(), changes);
    return switch (answer) {
      case Running<ServerIdentity> _ -> {
        written.clear();
        written.putAll(wanted);
        yield Outcome.WRITTEN;
      }
      case NoServer<ServerIdentity> _, Refused<ServerIdentity> _ -> forget(Outcome.ABSENT);
      case Unreachable<ServerIdentity> _ -> {
        LOGGER.log(System.Logger.Level.WARNING, tmux.socket() + " shows no status: " + answer);
        yield forget(Outcome.SILENT);
      }
    };
  }

  /** A beat comes every half minute, and mostly nothing else has changed. */
  private Map<Slot, String> wanted(ServerIdentity now, List<WorkerStatus> fleet) {
    if (written.isEmpty() || !fleet.equals(shown)) {
      shown = List.copyOf(fleet);
      return StatusOptions.of(tmux.socket(), now, fleet, program);
    }
    return new HashMap<>(written);
  }

  /** It may have been written, or not: all is to be written again. */
  private Outcome forget(Outcome outcome) {
    server = Optional.empty();
    written.clear();
    return outcome;
  }

  private List<OptionChange> changes(Map<Slot, String> wanted) {
    List<OptionChange> changes = new ArrayList<>();
    wanted.forEach((slot, value) -> {
      if (!value.equals(written.get(slot))) {
        changes.add(new OptionChange(slot.target(), slot.option(), Optional.of(value)));
      }
    });
    written.keySet().stream()
        .filter(slot -> !wanted.containsKey(slot))
        .forEach(
            slot -> changes.add(new OptionChange(slot.target(), slot.option(), Optional.empty())));
    return changes;
  }
}
