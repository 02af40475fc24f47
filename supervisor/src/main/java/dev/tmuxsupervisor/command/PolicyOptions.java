package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.worker.Policy;
import dev.tmuxsupervisor.worker.PolicyText;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say when a worker is started again. */
final class PolicyOptions {
  @Option(
      names = "--restart",
      paramLabel = "WHEN",
      converter = RestartConverter.class,
      completionCandidates = RestartConverter.Words.class,
      description = "on-failure, always or never. Default: on-failure.")
  private Optional<Policy.Restart> restart = Optional.empty();

  @Option(
      names = "--backoff",
      paramLabel = "FIRST..CAP",
      converter = BackoffConverter.class,
      description =
          "What the second restart in a row waits, and what none waits longer than; 0s never waits. Default: 1s..5m.")
  private Optional<Policy.Backoff> backoff = Optional.empty();

  @Option(
      names = "--max-restarts",
      paramLabel = "N/TIME",
      converter = LimitConverter.class,
      description =
          "More restarts than that in that time open the breaker; unlimited for none. Default: 5/10m.")
  private Optional<MaxRestarts> maxRestarts = Optional.empty();

  @Option(
      names = "--stop-timeout",
      paramLabel = "TIME",
      converter = Durations.class,
      description = "How long an agent that is to end may take before it is killed. Default: 10s.")
  private Optional<Duration> stopTimeout = Optional.empty();

  /** An option's value, which may be that there is no limit. */
  record MaxRestarts(Optional<Policy.Limit> limit) {}

  /** These options, and the other policy where nothing was said. */
  Policy over(Policy other) {
    return new Policy(
        restart.orElse(other.restart()),
        backoff.orElse(other.backoff()),
        maxRestarts.isPresent() ? maxRestarts.get().limit() : other.limit(),
        stopTimeout.orElse(other.stopTimeout()));
  }

  static final class RestartConverter implements ITypeConverter<Policy.Restart> {
    /** All that can be said, for completion. */
    static final class Words implements Iterable<String> {
      @Override
      public Iterator<String> iterator() {
        return Arrays.stream(Policy.Restart.values()).map(PolicyText::print).iterator();
      }
    }

    @Override
    public Policy.Restart convert(String text) {
      try {
        return PolicyText.restart(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  static final class BackoffConverter implements ITypeConverter<Policy.Backoff> {
    @Override
    public Policy.Backoff convert(String text) {
      try {
        return PolicyText.backoff(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  static final class LimitConverter implements ITypeConverter<MaxRestarts> {
    @Override
    public MaxRestarts convert(String text) {
      try {
        return new MaxRestarts(PolicyText.limit(text));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
