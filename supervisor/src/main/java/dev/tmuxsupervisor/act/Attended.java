package dev.tmuxsupervisor.act;

import dev.tmuxsupervisor.judge.Evidence;
import dev.tmuxsupervisor.judge.Remedy;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.process.BootTime;
import java.util.List;
import java.util.Optional;

/**
 * What came of looking after one worker.
 *
 * @param evidence of the look that decided first
 * @param deeds in order; none when all was well
 * @param last what was left to do: nothing, to wait, or what could not be done
 */
public record Attended(Evidence evidence, Verdict verdict, List<Deed> deeds, Remedy last) {
  /** Copies what can be changed from outside. */
  public Attended {
    deeds = List.copyOf(deeds);
  }

  /** When the worker is due, if it waits. */
  public Optional<BootTime> due() {
    return switch (last) {
      case Remedy.Await(BootTime due) -> Optional.of(due);
      case Remedy.KeepOut(_, Optional<BootTime> due) -> due;
      default -> Optional.empty();
    };
  }

  /** Why nothing can be judged, if so. */
  public Optional<String> doubt() {
    return last instanceof Remedy.Hold(String why) ? Optional.of(why) : Optional.empty();
  }
}
