package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.act.Releaser;
import dev.tmuxsupervisor.act.Releaser.Force;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.publish.EvidenceJson;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The verbs about a worker's lock file. */
@Command(
    name = "lock",
    description = "Look at a worker's lock, or release one that nobody holds.",
    subcommands = {LockVerbs.Show.class, LockVerbs.Release.class})
final class LockVerbs extends Verb {
  @Override
  int run(Desk desk) throws CommandFailure {
    throw new CommandFailure(
        ErrorCode.USAGE, "say what: show or release", "see: supervisor lock --help");
  }

  @Command(name = "show", description = "Print what the lock file says.")
  static final class Show extends WorkerVerb {
    @Override
    int run(Desk desk) throws CommandFailure, IOException {
      Worker worker = new WorkerFinder(desk, root).known(name);
      LockReading reading = worker.lock().read();
      ObjectNode facts = EvidenceJson.lock(reading);
      facts.put("path", worker.runtime().lockFile().toString());
      if (json()) {
        facts.put("worker", worker.name().text());
        return desk.json("lock", facts, List.of());
      }
      facts
          .properties()
          .forEach(fact ->
              desk.say(
                  "%-16s %s"
                      .formatted(
                          fact.getKey().replace('_', ' '),
                          Printable.of(fact.getValue().asText()))));
      return 0;
    }
  }

  @Command(
      name = "release",
      description = "Remove a lock whose process is dead and whose session is gone.")
  static final class Release extends WorkerVerb {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Option(
        names = "--force",
        description = {
          "Also move aside a lock that is damaged, foreign or cannot be judged.",
          "Nothing is deleted, and a lock whose holder is seen stays."
        })
    private boolean force;

    @Option(
        names = {"-y", "--yes"},
        description = "With --force: I know that nobody is there, although it cannot be proven.")
    private boolean yes;

    @Override
    int run(Desk desk) throws CommandFailure, IOException, InterruptedException {
      if (yes && !force) {
        throw new CommandFailure(ErrorCode.USAGE, "--yes goes with --force", "");
      }
      Worker worker = new WorkerFinder(desk, root).known(name);
      Force insistence = yes ? Force.MOVE_ASIDE_UNPROVEN : force ? Force.MOVE_ASIDE : Force.NONE;
      Releaser releaser = new Releaser(desk::look, PATIENCE);
      Releaser.Outcome outcome = Undisturbed.run(() -> releaser.release(worker, insistence));
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

    private static ObjectNode details(Worker worker, Releaser.Outcome outcome)
        throws CommandFailure {
      ObjectNode json = JsonFields.object();
      return switch (outcome) {
        case Releaser.Outcome.NoLock _ ->
            json.put("outcome", "no_lock").put("text", "there was no lock");
        case Releaser.Outcome.Removed(var verdict) ->
            json.put("outcome", "removed").put("text", "released, since " + verdict.why());
        case Releaser.Outcome.MovedAside(var verdict, var to) ->
            json.put("outcome", "moved_aside")
                .put("to", to.toString())
                .put("text", "moved to " + to + ", since " + verdict.why());
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
}
