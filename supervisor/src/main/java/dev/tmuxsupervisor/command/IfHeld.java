package dev.tmuxsupervisor.command;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What a spawn does when its worker is held already. */
sealed interface IfHeld {
  /** Refuses, and says by whom. */
  record Fail() implements IfHeld {}

  /** Waits until it is free; empty for as long as it takes. */
  record Wait(Optional<Duration> timeout) implements IfHeld {}

  /** Starts the agent in a work tree of its own. */
  record Beside() implements IfHeld {}

  /** The words that can be said, for completion. */
  final class Words implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of("fail", "wait", "worktree").iterator();
    }
  }

  /** Reads the option's value. */
  final class Reader implements ITypeConverter<IfHeld> {
    private static final String WAIT = "wait";

    @Override
    public IfHeld convert(String text) {
      if (text.startsWith(WAIT + "=")) {
        return new Wait(Optional.of(new Durations().convert(text.substring(WAIT.length() + 1))));
      }
      return switch (text) {
        case "fail" -> new Fail();
        case WAIT -> new Wait(Optional.empty());
        case "worktree" -> new Beside();
        default ->
            throw new TypeConversionException(
                "'" + text + "' is not fail, wait, wait=TIME or worktree");
      };
    }
  }
}
