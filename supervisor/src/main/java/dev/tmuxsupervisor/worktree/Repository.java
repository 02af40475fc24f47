package dev.tmuxsupervisor.worktree;

import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.worktree.WorktreeProblem.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A repository with a work tree of its own.
 *
 * @param git runs in it
 * @param top the top of the work tree that was asked from, where HEAD is read
 * @param main the top of the main work tree
 * @param common the directory that all its work trees share
 */
record Repository(Git git, Path top, Path main, Path common) {
  private static final int USAGE = 129;

  /** The one that this directory is in. */
  static Repository around(Path directory, Git git) throws WorktreeProblem, IOException {
    Git.Reply reply =
        git.ask(
            directory,
            "rev-parse",
            "--path-format=absolute",
            "--is-bare-repository",
            "--git-common-dir",
            "--git-dir");
    if (!reply.succeeded()) {
      throw problem(directory, reply);
    }
    List<String> facts = reply.out().lines().toList();
    if (facts.size() != 3) {
      throw new WorktreeProblem(
          Kind.REFUSED, "git does not say where its files are: " + reply.complaint(), "");
    }
    Git.Reply top = git.ask(directory, "rev-parse", "--show-toplevel");
    if (facts.getFirst().equals("true") || !top.succeeded()) {
      throw bare(directory);
    }
    Path here = Path.of(top.line());
    Path common = Path.of(facts.get(1)).toRealPath();
    if (Path.of(facts.get(2)).toRealPath().equals(common)) {
      return new Repository(git, here, here, common);
    }
    Entry main = entries(git, here).getFirst();
    if (main.bare()) {
      throw bare(common);
    }
    return new Repository(git, here, main.path(), common);
  }

  /** The folder of the work trees that are ours. */
  Path home() {
    return main.resolve(Worktrees.FOLDER);
  }

  /** All its work trees, the main one first. */
  List<Entry> entries() throws WorktreeProblem, IOException {
    return entries(git, main);
  }

  private static List<Entry> entries(Git git, Path directory) throws WorktreeProblem, IOException {
    Git.Reply reply = git.ask(directory, "worktree", "list", "--porcelain", "-z");
    if (reply.status() == USAGE) {
      throw new WorktreeProblem(
          Kind.NO_GIT, "your git is too old: 2.36 or newer is needed", "install a newer git");
    }
    List<Entry> entries = Entry.read(reply.texts());
    if (!reply.succeeded() || entries.isEmpty()) {
      throw new WorktreeProblem(
          Kind.REFUSED, "git does not list its work trees: " + reply.complaint(), "");
    }
    return entries;
  }

  private static WorktreeProblem bare(Path place) {
    return new WorktreeProblem(
        Kind.NO_REPOSITORY,
        "the repository of " + Printable.of(place.toString()) + " is bare: it has no work tree",
        "use a clone that has one");
  }

  private static WorktreeProblem problem(Path directory, Git.Reply reply) {
    String place = Printable.of(directory.toString());
    if (reply.err().contains("dubious ownership")) {
      return new WorktreeProblem(
          Kind.NOT_TRUSTED,
          "git does not trust the repository of " + place + ", which is another user's",
          "if you do: git config --global --add safe.directory " + place);
    }
    return reply.err().contains("not a git repository")
        ? new WorktreeProblem(
            Kind.NO_REPOSITORY,
            place + " is in no git repository",
            "make it one, with a commit: git init")
        : new WorktreeProblem(
            Kind.REFUSED, "git cannot be asked about " + place + ": " + reply.complaint(), "");
  }
}
