package dev.tmuxsupervisor.worktree;

import com.google.common.base.Splitter;
import dev.tmuxsupervisor.worktree.WorktreeProblem.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at what a repository's work trees hold. */
final class Inspection {
  private static final String REFS = "refs/heads/";

  private final Repository repository;

  Inspection(Repository repository) {
    this.repository = repository;
  }

  /** The work trees that are ours: by their place, and by the branch that was made with each. */
  List<Checkout> ours() throws WorktreeProblem, IOException {
    List<Checkout> ours = new ArrayList<>();
    Path home = repository.home();
    for (Entry entry : repository.entries()) {
      if (entry.path().startsWith(home) && !entry.path().equals(home)) {
        String branch = Worktree.PREFIX + home.relativize(entry.path());
        tip(branch)
            .map(tip -> new Checkout(entry.path(), branch, tip, entry.locked()))
            .ifPresent(ours::add);
      }
    }
    return List.copyOf(ours);
  }

  private Optional<String> tip(String branch) throws WorktreeProblem, IOException {
    Git.Reply reply =
        repository
            .git()
            .ask(repository.main(), "rev-parse", "--verify", "-q", REFS + branch + "^{commit}");
    return reply.status() == 1 && reply.err().isBlank()
        ? Optional.empty() // no such branch
        : Optional.of(succeeded(reply, repository.main()).line());
  }

  /** Files of this work tree that differ from its commit. What we keep beside them is none. */
  int changes(Path top) throws WorktreeProblem, IOException {
    Git.Reply reply =
        repository
            .git()
            .ask(
                top,
                "status",
                "--porcelain",
                "-z",
                "--no-renames",
                "--ignore-submodules=none",
                "--",
                ":(top)",
                ":(top,exclude,glob)**/.runtime/**");
    return succeeded(reply, top).texts().size();
  }

  Work work(Checkout checkout) throws WorktreeProblem, IOException {
    Path main = repository.main();
    Git.Reply apart =
        repository
            .git()
            .ask(main, "rev-list", "--left-right", "--count", "HEAD..." + checkout.tip(), "--");
    List<String> counts = Splitter.on('\t').splitToList(succeeded(apart, main).line());
    return new Work(
        checkout.exists() ? changes(checkout.path()) : 0,
        unsaved(checkout),
        Integer.parseInt(counts.get(1)),
        Integer.parseInt(counts.getFirst()));
  }

  /** HEAD counts too: it may be on no branch. */
  private int unsaved(Checkout checkout) throws WorktreeProblem, IOException {
    Path place = checkout.exists() ? checkout.path() : repository.main();
    List<String> words = new ArrayList<>(List.of("rev-list", "--count", checkout.tip()));
    if (checkout.exists()) {
      words.add("HEAD");
    }
    words.addAll(
        List.of(
            "--not", "--exclude=" + checkout.branch(), "--branches", "--remotes", "--tags", "--"));
    Git.Reply reply = repository.git().ask(place, words.toArray(String[]::new));
    return Integer.parseInt(succeeded(reply, place).line());
  }

  private static Git.Reply succeeded(Git.Reply reply, Path place) throws WorktreeProblem {
    if (!reply.succeeded()) {
      throw new WorktreeProblem(
          Kind.REFUSED, "git cannot look at " + place + ": " + reply.complaint(), "");
    }
    return reply;
  }
}
