package dev.tmuxsupervisor.loop;

import dev.tmuxsupervisor.process.ShortProgram;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/** Runs the user's own command for notices, beside everything else and a few at a time. */
final class NoticeCommand {
  static final Duration PATIENCE = Duration.ofSeconds(10);
  static final int AT_ONCE = 4;

  private static final System.Logger LOGGER = System.getLogger("dev.tmuxsupervisor.loop");

  private final Map<String, String> environment;
  private final Semaphore slots = new Semaphore(AT_ONCE);

  /** What was complained of last, so that a command that always fails is told of once. */
  private final AtomicReference<String> complaint = new AtomicReference<>("");

  /**
   * @param environment what the command gets beside the notice's own variables
   */
  NoticeCommand(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** Begins it and returns at once; whether it was begun. */
  boolean start(List<String> argv, Map<String, String> variables) {
    if (!slots.tryAcquire()) {
      complain(argv, AT_ONCE + " of them still run, so that it was not started");
      return false;
    }
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(variables);
    Thread.ofVirtual()
        .start(() -> {
          try {
            run(argv, all);
          } finally {
            slots.release();
          }
        });
    return true;
  }

  private void run(List<String> argv, Map<String, String> variables) {
    try {
      ShortProgram.Ended ended =
          new ShortProgram(argv.getFirst(), variables, PATIENCE).run(argv.subList(1, argv.size()));
      if (ended.status() == 0) {
        complaint.set("");
      } else {
        complain(argv, "it ended with status " + ended.status() + ": " + ended.text());
      }
    } catch (IOException e) {
      complain(argv, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody interrupts it; the thread ends here
    }
  }

  private void complain(List<String> argv, String why) {
    if (!complaint.getAndSet(why).equals(why)) {
      LOGGER.log(
          System.Logger.Level.WARNING, "the command for notices, " + argv + ", failed: " + why);
    }
  }
}
