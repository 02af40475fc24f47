package dev.tmuxsupervisor.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Somebody who types what a page shows, into a shell with the launcher on its path and a default
 * tmux server of its own.
 */
final class Reader implements AutoCloseable {
  private final Launcher launcher;
  private Path place;

  private Reader(Launcher launcher, Path place) {
    this.launcher = launcher;
    this.place = place;
  }

  static Reader create() throws IOException {
    Launcher launcher = Launcher.create();
    Path sockets = Files.createDirectory(launcher.world().resolve("tmux"));
    launcher.with("TMUX_TMPDIR", sockets.toString());
    Reader reader = new Reader(launcher, Files.createDirectory(launcher.world().resolve("home/a")));
    reader.finds(Launcher.program().resolveSibling(""));
    return reader;
  }

  Launcher launcher() {
    return launcher;
  }

  /** Puts a directory of programs first on the path. */
  void finds(Path programs) {
    launcher.with("PATH", programs + ":" + launcher.environment().get("PATH"));
  }

  /** Runs a line of shell, and gives what it prints; where it goes, the next line begins. */
  List<String> types(String line) throws IOException, InterruptedException {
    Path went = launcher.world().resolve("went");
    Launcher.Result result =
        launcher.script(
            "cd '" + place + "'\n" + line + "\nend=$?; pwd > '" + went + "'; exit $end");
    place = Path.of(Files.readString(went).strip());
    return Stream.of(result.out(), result.err()).flatMap(String::lines).toList();
  }

  /** What the line shows in a terminal of its own, once it shows this; then the terminal goes. */
  void sees(String line, List<String> shown) throws Exception {
    String terminal = "tmux -u -f /dev/null -S '" + launcher.world().resolve("terminal") + "'";
    String inside = "cd " + place + " && unset TMUX TMUX_PANE && exec " + line;
    launcher.script(terminal + " new-session -d -x 100 -y 24 '" + inside + "'").orFail();
    try {
      AttachedClient.await()
          .untilAsserted(() -> {
            List<String> screen =
                launcher.script(terminal + " capture-pane -p").orFail().out().lines().toList();
            org.assertj.core.api.Assertions.assertThat(screen).containsAll(shown);
          });
    } finally {
      launcher.script(terminal + " kill-server").orFail();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      launcher.endServers();
      launcher.script("tmux kill-server"); // there is none left unless the page failed
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      launcher.close();
    }
  }
}
