package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.publish.EvidenceJson;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;

/** The verbs about a worker's lock file. */
@Command(
    name = "lock",
    description = "Look at a worker's lock, keep agents out with one, or release it.",
    subcommands = {LockVerbs.Show.class, LockAcquire.class, LockRelease.class},
    footer = "  supervisor lock show crew/dave")
final class LockVerbs extends Verb {
  @Override
  int run(Desk desk) throws CommandFailure {
    throw new CommandFailure(
        ErrorCode.USAGE, "say what: show, acquire or release", "see: supervisor lock --help");
  }

  @Command(
      name = "show",
      description = "Print what the lock file says.",
      footer = "  supervisor lock show crew/dave --json")
  static final class Show extends PlaceVerb {
    @Override
    int run(Desk desk) throws CommandFailure, IOException {
      Worker worker = worker(desk, WorkerFinder::known);
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
}
