package dev.tmuxsupervisor.worktree;

import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.worktree.WorktreeProblem.Kind;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes a work tree under the first number that is free. Its directory, made empty, is the claim.
 */
final class Adder {
  /** A large checkout takes its time, and hooks are run. */
  private static final Duration CHECKOUT = Duration.ofMinutes(2);

  private static final Duration SHORT = Duration.ofSeconds(15);
  private static final int FIRST = 2;
  private static final int LAST = 999;

  private final Repository repository;
  private final Path home;

  Adder(Repository repository) {
    this.repository = repository;
    home = repository.home();
  }

  Worktree add(String name, Predicate<String> taken) throws WorktreeProblem, IOException {
    requireName(name);
    String start = head();
    requireNoRuntimeInGit();
    Exclude.worktrees(repository);
    for (int number = FIRST; number <= LAST; number++) {
      String wanted = name + "-" + number;
      Path path = home.resolve(wanted);
      if (taken.test(wanted) || isBranch(Worktree.PREFIX + wanted)) {
        continue;
      }
      if (claim(path)) {
        Worktree worktree = new Worktree(path, Worktree.PREFIX + wanted, start);
        if (made(worktree)) {
          return worktree;
        }
      }
    }
    throw new WorktreeProblem(
        Kind.REFUSED,
        "all names from " + name + "-" + FIRST + " to -" + LAST + " are taken",
        "see: git worktree list; git branch --list 'supervisor/*'");
  }

  private void requireName(String name) throws WorktreeProblem, IOException {
    if (!repository
        .git()
        .ask(repository.top(), "check-ref-format", "refs/heads/" + Worktree.PREFIX + name)
        .succeeded()) {
      throw new WorktreeProblem(
          Kind.REFUSED,
          "'" + Printable.of(name) + "' can be in no branch's name",
          "choose another name");
    }
  }

  private String head() throws WorktreeProblem, IOException {
    Git.Reply reply =
        repository.git().ask(repository.top(), "rev-parse", "--verify", "-q", "HEAD^{commit}");
    if (!reply.succeeded()) {
      throw new WorktreeProblem(
          Kind.NO_COMMIT,
          "nothing was committed yet in " + Printable.of(repository.top().toString()),
          "commit something first");
    }
    return reply.line();
  }

  /** A commit that carries a lock would bring it into every work tree. */
  private void requireNoRuntimeInGit() throws WorktreeProblem, IOException {
    Git.Reply reply =
        repository
            .git()
            .ask(
                repository.top(),
                "ls-files",
                "--with-tree=HEAD",
                "-z",
                "--",
                ":(top,glob)**/.runtime/**");
    require("list its files", reply);
    if (!reply.texts().isEmpty()) {
      throw new WorktreeProblem(
          Kind.REFUSED,
          "git has "
              + Printable.of(reply.texts().getFirst())
              + ", and would copy the state of a worker into the new work tree",
          "take it out of git: git rm -r --cached .runtime && git commit");
    }
  }

  /** Whether there is such a branch, or one whose name goes on behind it with a slash. */
  private boolean isBranch(String branch) throws WorktreeProblem, IOException {
    Git.Reply reply =
        repository
            .git()
            .ask(repository.main(), "for-each-ref", "--count=1", "refs/heads/" + branch);
    require("list its branches", reply);
    return !reply.line().isEmpty();
  }

  /** Whether the directory is ours from now on. */
  private boolean claim(Path path) throws WorktreeProblem, IOException {
    while (true) {
      for (Path at : above(path)) {
        requirePlainDirectory(at);
      }
      try {
        Files.createDirectory(path);
        return true;
      } catch (FileAlreadyExistsException e) {
        return false; // somebody's, or left over: the next number will do
      } catch (NoSuchFileException e) {
        // Whoever removed a work tree took the empty directory above it along: make it again.
      }
    }
  }

  /** The directories from our folder down to this path, without it. */
  private List<Path> above(Path path) {
    List<Path> directories = new ArrayList<>(List.of(home));
    Path relative = home.relativize(path);
    for (int names = 1; names < relative.getNameCount(); names++) {
      directories.add(home.resolve(relative.subpath(0, names)));
    }
    return directories;
  }

  private static void requirePlainDirectory(Path at) throws WorktreeProblem, IOException {
    if (!Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(at);
    }
    boolean inside = Files.exists(at.resolve(".git"), LinkOption.NOFOLLOW_LINKS);
    if (inside || !Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
      throw new WorktreeProblem(
          Kind.REFUSED,
          Printable.of(at.toString())
              + (inside ? " is a work tree itself" : " is a link or a file, not a directory"),
          "move it away, or choose another name");
    }
  }

  /** False when somebody made the branch meanwhile. What was begun is undone when it fails. */
  private boolean made(Worktree worktree) throws WorktreeProblem, IOException {
    boolean ours = false;
    try {
      Git.Reply branch =
          repository
              .git()
              .change(
                  repository.top(),
                  SHORT,
                  "branch",
                  "--no-track",
                  "--",
                  worktree.branch(),
                  worktree.start());
      if (branch.err().contains("already exists")) {
        new Undoing(repository).removeEmpty(worktree.path());
        return false;
      }
      require("make the branch " + worktree.branch(), branch);
      ours = true;
      require(
          "add a work tree",
          repository
              .git()
              .change(
                  repository.top(),
                  CHECKOUT,
                  "worktree",
                  "add",
                  "--",
                  "" + worktree.path(),
                  worktree.branch()));
      return true;
    } catch (WorktreeProblem | IOException e) {
      try {
        new Undoing(repository).undo(worktree, ours);
      } catch (WorktreeProblem | IOException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  private static void require(String deed, Git.Reply reply) throws WorktreeProblem {
    if (!reply.succeeded()) {
      throw new WorktreeProblem(
          Kind.REFUSED, "git does not " + deed + ": " + reply.complaint(), "");
    }
  }
}
