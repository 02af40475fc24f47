package dev.tmuxsupervisor.watch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** Has commands of the supervisor run, and hands in what came of them on the screen's thread. */
final class Commands {
  private static final int LINES = 200;

  private final Supervisor supervisor;
  private final Queue<Runnable> results = new ConcurrentLinkedQueue<>();

  Commands(Supervisor supervisor) {
    this.supervisor = supervisor;
  }

  /** Hands in what is over by now; answers whether there was anything. */
  boolean handIn() {
    boolean any = false;
    for (Runnable result = results.poll(); result != null; result = results.poll()) {
      result.run();
      any = true;
    }
    return any;
  }

  /** Runs a verb for a worker, beside the screen. */
  void run(String verb, Row row, Consumer<CommandRun.Ended> then) {
    run(List.of(verb, row.name(), "--root", row.root()), then);
  }

  private void run(List<String> words, Consumer<CommandRun.Ended> then) {
    CommandRun.run(supervisor.command(words), ended -> results.add(() -> then.accept(ended)));
  }

  /** What the worker's screen shows; where there is none, what it showed last. */
  void lastLines(Row row, Consumer<CommandRun.Ended> then) {
    List<String> words = new ArrayList<>(List.of("capture", row.name(), "--root", row.root()));
    words.addAll(List.of("-n", Integer.toString(LINES)));
    run(
        words,
        ended -> {
          if (ended.status() == 0) {
            then.accept(ended);
          } else {
            run(List.of("runs", row.name(), "--root", row.root(), "-n"), then);
          }
        });
  }

  /** Runs a verb in the terminal, which is to be free, until it is over. */
  void lend(String verb, Row row) throws IOException, InterruptedException {
    new ProcessBuilder(supervisor.command(List.of(verb, row.name(), "--root", row.root())))
        .inheritIO()
        .start()
        .waitFor();
  }
}
