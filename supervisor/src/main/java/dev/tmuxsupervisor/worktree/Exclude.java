package dev.tmuxsupervisor.worktree;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps our folder out of git by {@code info/exclude}, which is the repository's own and in no
 * commit.
 */
final class Exclude {
  private static final String LINE = "/.worktrees/";

  private Exclude() {}

  /**
   * Adds the line, unless the folder is ignored already or the line is there and the user overrules
   * it. Adders of several processes may each append one, in a single write, which hurts nobody.
   */
  static synchronized void worktrees(Repository repository) throws WorktreeProblem, IOException {
    Path within = repository.main().resolve(".worktrees/x");
    Git.Reply ignored =
        repository.git().ask(repository.main(), "check-ignore", "-q", "--", "" + within);
    if (ignored.succeeded()) {
      return;
    }
    if (ignored.status() != 1) {
      throw new WorktreeProblem(
          WorktreeProblem.Kind.REFUSED,
          "git cannot say whether it ignores " + within + ": " + ignored.complaint(),
          "");
    }
    Path file = repository.common().resolve("info/exclude");
    String text = "";
    if (Files.isRegularFile(file)) {
      text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      if (text.lines().map(String::strip).anyMatch(LINE::equals)) {
        return;
      }
    }
    Files.createDirectories(repository.common().resolve("info"));
    String start = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
    Files.writeString(
        file, start + LINE + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
