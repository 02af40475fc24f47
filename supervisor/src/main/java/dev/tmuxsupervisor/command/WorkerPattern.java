package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.worker.WorkerName;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;

/** Names of workers, as a shell would match them: {@code *} stays within one segment. */
final class WorkerPattern {
  private WorkerPattern() {}

  static Predicate<String> of(String text) throws CommandFailure {
    if (WorkerName.parse(text).isPresent()) {
      return text::equals;
    }
    if (!text.matches(".*[*?\\[{].*")) {
      throw new CommandFailure(
          ErrorCode.USAGE,
          "'" + Printable.of(text) + "' is no worker's name: " + WorkerName.RULE,
          "such as crew/dave, or 'crew/*'");
    }
    try {
      PathMatcher glob = FileSystems.getDefault().getPathMatcher("glob:" + text);
      return name -> WorkerName.parse(name).isPresent() && glob.matches(Path.of(name));
    } catch (PatternSyntaxException e) {
      CommandFailure failure =
          new CommandFailure(
              ErrorCode.USAGE,
              "'" + Printable.of(text) + "' is no pattern: " + e.getDescription(),
              "such as 'crew/*'");
      failure.initCause(e);
      throw failure;
    }
  }
}
