package dev.tmuxsupervisor.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The program behind {@code watch}. Its words: the launcher, the server's name, its socket, {@code
 * ascii} or {@code utf-8}, and then those that choose workers.
 */
public final class WatchMain {
  private static final int OWN = 4;

  private WatchMain() {}

  /** Returns when somebody leaves; the exit code is then 0. */
  public static void main(String[] words) throws IOException, InterruptedException {
    Supervisor supervisor = new Supervisor(Path.of(words[0]), words[1], Path.of(words[2]));
    List<String> chosen = List.of(words).subList(OWN, words.length);
    Optional<Screen> screen = Screen.open();
    if (screen.isEmpty()) {
      System.exit(plain(supervisor, chosen));
      return;
    }
    Paint paint = new Paint(isUnset("NO_COLOR"), new Fit(words[3].equals("ascii")));
    try (Screen taken = screen.get();
        Feed feed = new Feed(supervisor, chosen)) {
      taken.giveBackWhenEnded();
      taken.take();
      feed.start();
      new Watching(taken, feed, new Commands(supervisor), paint, !isUnset("TMUX")).run();
    }
    System.exit(0); // what still runs for us need not be waited for
  }

  /** For a terminal that cannot show a table. */
  private static int plain(Supervisor supervisor, List<String> chosen)
      throws IOException, InterruptedException {
    List<String> verb = new ArrayList<>(List.of("watch", "--plain"));
    verb.addAll(chosen);
    return new ProcessBuilder(supervisor.command(verb)).inheritIO().start().waitFor();
  }

  private static boolean isUnset(String variable) {
    return System.getenv().getOrDefault(variable, "").isEmpty();
  }
}
