package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.doctor.Finding;
import dev.tmuxsupervisor.lock.JsonFields;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "doctor",
    description = "Say what keeps the status line from being shown.",
    exitCodeListHeading = Verb.EXIT_CODES,
    exitCodeList = {"1:Something does."},
    footer = "  supervisor status-line doctor")
final class StatusLineDoctor extends DataVerb {
  @Option(names = "--config", paramLabel = "FILE", description = StatusLineEnable.CONFIG)
  private Optional<Path> config = Optional.empty();

  @Override
  int run(Desk desk) throws IOException {
    List<Finding> findings = new StatusLineExam(desk, config).findings();
    if (json()) {
      ObjectNode json = JsonFields.object();
      ArrayNode checks = json.putArray("checks");
      findings.forEach(finding -> FindingWords.add(checks, finding));
      desk.json("status_line_doctor", json, List.of());
    } else {
      findings.forEach(finding -> FindingWords.say(desk, finding));
    }
    return FindingWords.exit(findings);
  }
}
