package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.worker.Elapsed;
import dev.tmuxsupervisor.worker.Spans;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as people write them: {@code 500ms}, {@code 10s}, {@code 2m}, {@code 1h}. */
final class Durations implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    try {
      return Spans.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }

  /** What is left until something: never less than it is. */
  static String left(Duration duration) {
    return Elapsed.left(duration);
  }

  /** The two largest units, such as {@code 2h5m}. */
  static String words(Duration duration) {
    return Elapsed.words(duration);
  }
}
