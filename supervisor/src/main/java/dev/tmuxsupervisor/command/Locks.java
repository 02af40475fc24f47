package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.publish.EvidenceJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "locks",
    description = {
      "Show every lock below the roots, with what it means. Changes nothing.",
      "A root that is called clean is ./clean here."
    },
    subcommands = LocksClean.class,
    footer = {"  supervisor locks ~/town", "  supervisor locks clean ~/town"})
final class Locks extends DataVerb {
  private static final String[] HEADS = {
    "WORKER", "VERDICT", "PID", "SESSION", "AGE", "DIRECTORY", "WHY"
  };

  @Parameters(
      arity = "0..*",
      paramLabel = "ROOT",
      description = "Directories to look below. Default: the root, as for other verbs.")
  private List<Path> roots = List.of();

  @Mixin private SkipOptions skip = new SkipOptions();

  @Override
  int run(Desk desk) throws CommandFailure, IOException, InterruptedException {
    LockSurvey survey = LockSurvey.below(desk, roots, skip.skips(desk));
    if (json()) {
      ObjectNode data = JsonFields.object();
      ArrayNode locks = data.putArray("locks");
      survey
          .rows()
          .forEach(row ->
              locks.add(
                  Roster.json(row).put("path", row.worker().runtime().lockFile().toString())));
      desk.json("locks", data, survey.warnings());
      return survey.exit();
    }
    Table table = new Table(HEADS);
    survey.rows().forEach(row -> table.row(cells(row)));
    table.lines().forEach(desk::say);
    survey.warnings().forEach(warning -> desk.remark("supervisor: warning: " + warning));
    return survey.exit();
  }

  private static List<String> cells(Looked row) {
    return List.of(
        row.worker().name().text(),
        EvidenceJson.name(row.verdict()),
        HolderWords.pid(row),
        HolderWords.session(row),
        HolderWords.age(row),
        Printable.of(row.worker().directory().toString()),
        Printable.of(row.verdict().why()));
  }
}
