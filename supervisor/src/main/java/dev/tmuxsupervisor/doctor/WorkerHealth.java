package dev.tmuxsupervisor.doctor;

import dev.tmuxsupervisor.judge.Condition;
import dev.tmuxsupervisor.judge.Disposal;
import dev.tmuxsupervisor.judge.State;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.lock.DurableFile;
import dev.tmuxsupervisor.lock.Guard;
import dev.tmuxsupervisor.process.BootTime;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.process.ShortProgram;
import dev.tmuxsupervisor.worker.Desired;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What one worker suffers from, by its verdict and its files.
 *
 * @param disposal what cleaning would do with its lock
 */
record WorkerHealth(
    Patient patient, Worker worker, Optional<WorkerSpec> spec, Verdict verdict, Disposal disposal) {
  /** A writer is at it for milliseconds. */
  private static final Duration YOUNG = Duration.ofMinutes(1);

  void tell(Consumer<Finding> findings) throws IOException {
    lock().ifPresent(findings);
    boolean up = spec.filter(it -> it.desired() == Desired.UP).isPresent();
    if (up && Condition.of(verdict, spec, BootTime.now()).state() == State.FAILED) {
      findings.accept(
          Finding.warn(
              "worker_failed",
              named() + Condition.of(verdict, spec, BootTime.now()).reason(),
              type("restart")));
    }
    if (up) {
      spec.flatMap(this::program).ifPresent(findings);
    }
    leftovers().ifPresent(findings);
  }

  private Optional<Finding> lock() {
    return switch (verdict) {
      case Verdict.Stale _ -> Optional.of(stale());
      case Verdict.Damaged _ ->
          Optional.of(
              Finding.fail("lock_damaged", named() + verdict.why(), type("lock release --force")));
      case Verdict.Unknown _ ->
          Optional.of(Finding.warn("lock_unknown", named() + verdict.why(), type("why")));
      case Verdict.Foreign _ ->
          Optional.of(
              Finding.warn(
                  "lock_foreign",
                  named() + verdict.why(),
                  "if nobody is there: " + words("lock release --force --yes")));
      case Verdict.OrphanedProcess _, Verdict.OrphanedSession _, Verdict.LockLost _ ->
          Optional.of(Finding.warn("lock_" + word(), named() + verdict.why(), type("recover")));
      case Verdict.Free _, Verdict.Held _, Verdict.ChangedHands _, Verdict.Reserved _ ->
          Optional.empty();
    };
  }

  private Finding stale() {
    String text = named() + verdict.why();
    return switch (disposal) {
      case Disposal.Release _ ->
          Finding.warn("lock_stale", text, "type: supervisor doctor --fix")
              .fixedBy(
                  "release the stale lock of " + worker.name() + " in " + worker.directory(),
                  () -> patient.releasing().release(worker));
      case Disposal.Keep(_, String why) ->
          Finding.warn("lock_stale", text + "; " + why, type("recover"));
      case Disposal.Nothing _ -> Finding.pass("lock_stale", named() + "its lock has just gone");
    };
  }

  private Optional<Finding> program(WorkerSpec wanted) {
    String program = wanted.argv().isEmpty() ? "" : wanted.argv().getFirst();
    String path = wanted.environment().getOrDefault("PATH", wanted.surroundings().get("PATH"));
    if (program.isEmpty() || path == null) {
      return Optional.empty(); // the user's shell, or what the tmux server has
    }
    String name = program.contains("/") ? worker.directory().resolve(program).toString() : program;
    return new ShortProgram(name, Map.of("PATH", path), Patient.PATIENCE).find().isPresent()
        ? Optional.empty()
        : Optional.of(
            Finding.fail(
                "agent_program",
                named() + "there is no program " + Printable.of(program) + " on its PATH any more",
                "install it, or spawn the worker anew with another command"));
  }

  private Optional<Finding> leftovers() throws IOException {
    Path directory = worker.runtime().path();
    if (!worker.runtime().exists()
        || !DurableFile.hasLeftovers(directory, Instant.now().minus(YOUNG))) {
      return Optional.empty();
    }
    Finding found =
        Finding.warn(
            "leftovers",
            named() + "a writer that was killed left files in " + directory,
            "type: supervisor doctor --fix");
    return Optional.of(
        Files.isWritable(directory)
            ? found.fixedBy("remove what killed writers left in " + directory, this::tidy)
            : found);
  }

  /** Whoever takes the guard clears them away. */
  private String tidy() throws IOException, InterruptedException {
    Guard.take(worker.runtime(), Patient.PATIENCE).close();
    return "done";
  }

  private String named() {
    return worker.name() + ": ";
  }

  private String word() {
    return verdict.kind().name().toLowerCase(java.util.Locale.ROOT);
  }

  private String type(String verb) {
    return "type: " + words(verb);
  }

  private String words(String verb) {
    return "supervisor %s --root %s %s".formatted(verb, worker.root(), worker.name());
  }
}
