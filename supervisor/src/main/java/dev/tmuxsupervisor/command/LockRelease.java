package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.act.Releaser;
import dev.tmuxsupervisor.act.Releaser.Force;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "release",
    description =
        "Remove a lock whose process is dead and whose session is gone, or one that was taken by hand.",
    footer = "  supervisor lock release crew/dave")
final class LockRelease extends PlaceVerb {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Option(
      names = "--force",
      description =
          "Also move aside a lock that is damaged, foreign, cannot be judged, or that another user took by hand. Nothing is deleted, and a lock whose holder is seen stays.")
  private boolean force;

  @Option(
      names = {"-y", "--yes"},
      description = "With --force: I know that nobody is there, although it cannot be proven.")
  private boolean yes;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "Only the lock that 'lock acquire --json' gave this id, and not its successor.")
  private Optional<String> id = Optional.empty();

  @Override
  int run(Desk desk) throws CommandFailure, IOException, InterruptedException {
    if (yes && !force) {
      throw new CommandFailure(ErrorCode.USAGE, "--yes goes with --force", "");
    }
    if (force && id.isPresent()) {
      throw new CommandFailure(ErrorCode.USAGE, "--id does not go with --force", "");
    }
    Worker worker = worker(desk, WorkerFinder::known);
    Force insistence = yes ? Force.MOVE_ASIDE_UNPROVEN : force ? Force.MOVE_ASIDE : Force.NONE;
    Releaser releaser = new Releaser(desk::look, PATIENCE);
    Releaser.Outcome outcome =
        Undisturbed.run(() ->
            id.isPresent()
                ? releaser.release(worker, id.get())
                : releaser.release(worker, insistence));
    desk.supervision().changed(worker);
    ObjectNode details = details(worker, outcome);
    desk.journal("release", worker, details);
    if (json()) {
      details.put("worker", worker.name().text());
      return desk.json("lock_release", details, List.of());
    }
    desk.say(worker.name() + ": " + Printable.of(details.path("text").asText()));
    return 0;
  }

  private static ObjectNode details(Worker worker, Releaser.Outcome outcome) throws CommandFailure {
    ObjectNode json = JsonFields.object();
    return switch (outcome) {
      case Releaser.Outcome.NoLock _ ->
          json.put("outcome", "no_lock").put("text", "there was no lock");
      case Releaser.Outcome.Removed(Verdict.Reserved reserved) ->
          json.put("outcome", "removed").put("text", "released; it was " + reserved.why());
      case Releaser.Outcome.Removed(var verdict) ->
          json.put("outcome", "removed").put("text", "released, since " + verdict.why());
      case Releaser.Outcome.MovedAside(var verdict, var to) ->
          json.put("outcome", "moved_aside")
              .put("to", to.toString())
              .put("text", "moved to " + to + ", since " + verdict.why());
      case Releaser.Outcome.Kept(Verdict.Reserved reserved) ->
          throw new CommandFailure(
              ErrorCode.LOCK_RESERVED,
              worker.name() + " is another user's: " + Printable.of(reserved.why()),
              "to move it aside: supervisor lock release --force " + worker.name());
      case Releaser.Outcome.AnotherLock(var verdict) -> throw Refusals.of(worker.name(), verdict);
      case Releaser.Outcome.Kept(var verdict) -> throw Refusals.of(worker.name(), verdict);
      case Releaser.Outcome.NeedsWord(var verdict, String doubt) ->
          throw new CommandFailure(
              ErrorCode.LOCK_UNKNOWN,
              worker.name() + ": " + Printable.of(verdict.why() + "; " + doubt),
              "if you know that nobody is there: supervisor lock release --force --yes "
                  + worker.name());
    };
  }
}
