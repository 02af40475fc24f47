package dev.tmuxsupervisor.doctor;

import dev.tmuxsupervisor.process.ShortProgram.Ended;
import dev.tmuxsupervisor.process.ShortProgram.TimedOut;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Asks git remotes whether they are there, all at once and each once. */
final class Remotes {
  private static final String NAME = "git_remote";
  private static final int MOST = 16;

  private Remotes() {}

  static void ask(Git git, Collection<String> urls, Consumer<Finding> findings)
      throws InterruptedException {
    List<String> some = urls.stream().limit(MOST).toList();
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      some.forEach(url -> threads.execute(() -> findings.accept(ask(git, url))));
      threads.shutdown();
      // The program has a deadline of its own.
      threads.awaitTermination(1, java.util.concurrent.TimeUnit.MINUTES);
    } finally {
      threads.shutdownNow();
    }
    if (urls.size() > MOST) {
      findings.accept(Finding.pass(NAME, (urls.size() - MOST) + " more remotes were not asked"));
    }
  }

  private static Finding ask(Git git, String url) {
    String shown = WorkTrees.shown(url);
    try {
      Ended ended = git.ask(url);
      return ended.status() == 0
          ? Finding.pass(NAME, "the remote " + shown + " answers")
          : Finding.warn(
              NAME,
              "the remote " + shown + " does not serve: " + Git.words(ended),
              "try: git ls-remote " + shown);
    } catch (TimedOut e) {
      return Finding.warn(
          NAME,
          "the remote %s did not answer within %d s".formatted(shown, Patient.PATIENCE.toSeconds()),
          "agents that fetch or push will hang; try: git ls-remote " + shown);
    } catch (IOException e) {
      return Finding.warn(NAME, "the remote " + shown + " could not be asked: " + e, "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Finding.warn(NAME, "the remote " + shown + " was not waited for", "");
    }
  }
}
