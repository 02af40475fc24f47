package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.worker.WorkerName;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of workers' names: {@code *}, {@code ?}, <code>{a,b}</code> and {@code [a-z]} within a
 * segment, {@code **} across.
 */
final class WorkerGlob {
  /** None of these can stand in a name. */
  private static final Pattern SIGNS = Pattern.compile("[*?\\[\\]{}\\\\]");

  private WorkerGlob() {}

  /** Whether this is a pattern rather than a name. */
  static boolean isOne(String text) {
    return SIGNS.matcher(text).find();
  }

  /** The names that it matches. */
  static Predicate<WorkerName> of(String text) throws CommandFailure {
    try {
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + text);
      return name -> matcher.matches(Path.of(name.text()));
    } catch (PatternSyntaxException e) {
      throw new CommandFailure(
          ErrorCode.USAGE,
          "'" + Printable.of(text) + "' is no pattern: " + Printable.of(e.getDescription()),
          "such as 'crew/*', in quotes");
    }
  }

  /** The name itself, or those that a pattern matches; for texts that may be no names. */
  static Predicate<String> orName(String text) throws CommandFailure {
    Predicate<WorkerName> wanted = isOne(text) ? of(text) : WorkerFinder.name(text)::equals;
    return name -> WorkerName.parse(name).filter(wanted).isPresent();
  }
}
