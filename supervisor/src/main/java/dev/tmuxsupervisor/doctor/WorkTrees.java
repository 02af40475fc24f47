package dev.tmuxsupervisor.doctor;

import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.process.ShortProgram.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The git work trees that some workers are in, on one file system: whether git works there, and
 * whether what they push to answers.
 *
 * @param where that file system
 * @param asked remotes that another file system's check has asked
 */
record WorkTrees(Patient patient, String where, List<Path> directories, Set<String> asked) {
  private static final String NAME = "git";

  static Set<String> nobodyAsked() {
    return ConcurrentHashMap.newKeySet();
  }

  Check check() {
    return new Check(Group.GIT, NAME, "git in " + where, this::look);
  }

  private void look(Consumer<Finding> findings) throws IOException, InterruptedException {
    Set<Path> trees = new LinkedHashSet<>();
    directories.forEach(directory -> above(directory).ifPresent(trees::add));
    if (trees.isEmpty()) {
      findings.accept(Finding.pass(NAME, "no work tree of git in " + where));
      return;
    }
    Git git = new Git(patient);
    if (!git.isInstalled()) {
      findings.accept(
          Finding.warn(
              NAME,
              "%s is a work tree of git, but there is no git on your PATH"
                  .formatted(trees.iterator().next()),
              "apt-get install git"));
      return;
    }
    Set<String> urls = new LinkedHashSet<>();
    int works = 0;
    for (Path tree : trees) {
      Optional<Finding> ill = illness(git, tree);
      if (ill.isPresent()) {
        findings.accept(ill.get());
      } else {
        works++;
        urls.addAll(remotes(git, tree));
      }
    }
    if (works > 0) {
      findings.accept(
          Finding.pass(
              NAME,
              "git works in %d of %d work trees in %s".formatted(works, trees.size(), where)));
    }
    urls.removeIf(url -> !asked.add(url));
    Remotes.ask(git, urls, findings);
  }

  private static Optional<Path> above(Path directory) {
    for (Path at = directory; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  private static Optional<Finding> illness(Git git, Path tree)
      throws IOException, InterruptedException {
    Ended ended = git.in(tree, "rev-parse", "--git-dir");
    if (ended.status() == 0) {
      return Optional.empty();
    }
    String said = Git.words(ended);
    if (said.contains("dubious ownership")) {
      return Optional.of(
          Finding.fail(
              "git_ownership",
              tree + " belongs to another user, and git refuses to work there",
              "git config --global --add safe.directory " + tree));
    }
    return Optional.of(
        Finding.fail(
            "git_broken",
            "git does not work in " + tree + ": " + said,
            Files.isRegularFile(tree.resolve(".git"))
                ? "its .git leads nowhere; in the repository it was made from: git worktree repair "
                    + tree
                : "try: git -C " + tree + " status"));
  }

  private static List<String> remotes(Git git, Path tree) throws IOException, InterruptedException {
    Ended ended = git.in(tree, "config", "--get-regexp", "^remote\\..*\\.url$");
    List<String> urls = new ArrayList<>();
    for (String line : ended.text().lines().toList()) {
      int blank = line.indexOf(' ');
      if (ended.status() == 0 && blank > 0) {
        String url = line.substring(blank + 1);
        urls.add(url.startsWith(".") ? tree.resolve(url).normalize().toString() : url);
      }
    }
    return urls;
  }

  /** Without a password that stands in it. */
  static String shown(String url) {
    return Printable.of(url.replaceFirst("(?<=://)[^/@]*@", ""));
  }
}
