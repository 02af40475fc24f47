package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.lock.Holding;
import dev.tmuxsupervisor.process.Pidfd;
import dev.tmuxsupervisor.worker.Exit;
import dev.tmuxsupervisor.worker.RunRecord;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Sees an agent that ends right after its start; how, the loop writes down. */
final class EarlyEnd {
  /** The loop is told by the kernel, too, and asks tmux for the exit status. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

  private EarlyEnd() {}

  /** Empty when the agent still runs after {@code settle}. */
  static Optional<RunRecord> within(Duration settle, Worker worker, Holding holding)
      throws IOException, InterruptedException {
    Optional<Pidfd> agent = Pidfd.open(holding.agent());
    if (agent.isPresent()) {
      try (Pidfd handle = agent.get()) {
        if (!handle.awaitExit(settle)) {
          return Optional.empty();
        }
      }
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Optional<RunRecord> record = record(worker, holding);
    while (record.isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(LOOK_AGAIN);
      record = record(worker, holding);
    }
    return Optional.of(record.orElseGet(() -> unwritten(holding)));
  }

  private static Optional<RunRecord> record(Worker worker, Holding holding) throws IOException {
    return worker.runs().runs().stream()
        .filter(record -> record.run().equals(holding.run()))
        .findFirst();
  }

  /** As when its tmux server does not answer. */
  private static RunRecord unwritten(Holding holding) {
    return new RunRecord(
        holding.generation(),
        holding.run(),
        holding.agent().pid(),
        Optional.empty(),
        Instant.now(),
        Optional.empty(),
        new Exit.Unknown(),
        "the agent ended",
        List.of());
  }
}
