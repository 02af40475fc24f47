package dev.tmuxsupervisor.watch;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Reads what {@code watch --json} tells, and starts it again when its server is back. */
final class Feed implements AutoCloseable {
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

  private final Supervisor supervisor;
  private final List<String> words;
  private final AtomicReference<News> latest =
      new AtomicReference<>(new News.Awaited(System.nanoTime()));
  private final AtomicReference<Optional<Process>> teller = new AtomicReference<>(Optional.empty());
  private final Thread thread = Thread.ofPlatform().daemon().name("feed").unstarted(this::follow);

  /** Of the workers that these words of {@code watch} choose. */
  Feed(Supervisor supervisor, List<String> chosen) {
    this.supervisor = supervisor;
    List<String> verb = new ArrayList<>(List.of("watch", "--json"));
    verb.addAll(chosen);
    words = supervisor.command(verb);
  }

  void start() {
    thread.start();
  }

  /** Only this counts: what was told before is not true any more. */
  News latest() {
    return latest.get();
  }

  private void follow() {
    try {
      while (!Thread.interrupted()) {
        if (supervisor.isAwake()) {
          listen();
        } else {
          latest.set(
              new News.Down("no server runs; any command starts it: supervisor server status"));
        }
        Thread.sleep(BETWEEN_TRIES);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the screen closes
    }
  }

  private void listen() {
    try {
      Process process =
          new ProcessBuilder(words)
              .redirectInput(new File("/dev/null"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      teller.set(Optional.of(process));
      try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          latest.set(RowReader.read(line, System.nanoTime()));
        }
      }
      if (latest.get() instanceof News.Fleet) {
        latest.set(new News.Down("the server went away"));
      }
    } catch (IOException e) {
      latest.set(new News.Down("it cannot be asked: " + e.getMessage()));
    } finally {
      end();
    }
  }

  /** The launcher is a shell that waits for its client: both go. */
  private void end() {
    teller
        .getAndSet(Optional.empty())
        .ifPresent(process -> {
          process.descendants().forEach(ProcessHandle::destroy);
          process.destroy();
        });
  }

  @Override
  public void close() {
    thread.interrupt();
    end();
  }
}
