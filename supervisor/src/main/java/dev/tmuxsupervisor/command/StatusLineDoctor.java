package dev.tmuxsupervisor.command;

import static dev.tmuxsupervisor.command.StatusLineFinding.fail;
import static dev.tmuxsupervisor.command.StatusLineFinding.pass;
import static dev.tmuxsupervisor.command.StatusLineFinding.warn;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.command.StatusLineFinding.Level;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.tmux.AttachedClient;
import dev.tmuxsupervisor.tmux.ConfigLine;
import dev.tmuxsupervisor.tmux.GlobalOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "doctor",
    description = "Say what keeps the status line from being shown. Exit code 1 if anything does.")
final class StatusLineDoctor extends DataVerb {
  @Option(names = "--config", paramLabel = "FILE", description = "As for enable.")
  private Optional<Path> config = Optional.empty();

  @Override
  int run(Desk desk) throws CommandFailure, IOException, InterruptedException {
    List<StatusLineFinding> findings = new ArrayList<>();
    StatusLineInTmux tmux = new StatusLineInTmux(desk);
    try {
      Optional<GlobalOptions> options = tmux.look();
      if (options.isEmpty()) {
        findings.add(warn("tmux", "no tmux server runs at " + tmux.socket(), "start tmux"));
      } else {
        findings.addAll(inTmux(tmux, options.get()));
      }
    } catch (CommandFailure e) {
      findings.add(fail("tmux", e.text(), e.hint()));
    }
    findings.add(inFile(desk));
    return tell(desk, findings);
  }

  private static List<StatusLineFinding> inTmux(StatusLineInTmux tmux, GlobalOptions options)
      throws CommandFailure {
    Map<String, Optional<String>> bindings = new LinkedHashMap<>();
    for (String what : List.of("menu", "next", "popup")) {
      Optional<String> key = options.value("@supervisor-key-" + what);
      if (key.isPresent()) {
        bindings.put(what, tmux.binding(key.get()));
      }
    }
    Map<String, Boolean> utf8 = new LinkedHashMap<>();
    for (AttachedClient client : Tmuxes.require(tmux.tmux().clients(), tmux.socket())) {
      utf8.put(client.name(), client.utf8());
    }
    return new StatusLineChecks(options, utf8, bindings, Instant.now().getEpochSecond()).findings();
  }

  private StatusLineFinding inFile(Desk desk) throws IOException {
    try {
      Path plugin = StatusLinePlugin.file(desk.surroundings());
      TmuxConfigFile file = TmuxConfigFile.find(desk.surroundings(), config);
      Optional<StatusLineBlock> block = file.block();
      if (block.isEmpty()) {
        return warn(
            "file",
            file.path() + " does not have the block; a plugin manager may do without it",
            "type: supervisor status-line enable");
      }
      String run = ConfigLine.runShell(List.of(plugin.toString(), "enable"));
      return block.get().lines().contains(run)
          ? pass("file", file.path() + " has the block, and the plugin it runs is there")
          : fail(
              "file",
              "the block in " + file.path() + " does not run this program's plugin, " + plugin,
              "type: supervisor status-line enable");
    } catch (CommandFailure e) {
      return fail("file", e.text(), e.hint());
    }
  }

  private int tell(Desk desk, List<StatusLineFinding> findings) {
    boolean ill = findings.stream().anyMatch(finding -> finding.level() == Level.FAIL);
    if (json()) {
      ObjectNode json = JsonFields.object();
      ArrayNode checks = json.putArray("checks");
      findings.forEach(finding ->
          checks
              .addObject()
              .put("check", finding.check())
              .put("result", finding.level().name())
              .put("text", finding.text())
              .put("hint", finding.hint()));
      desk.json("status_line_doctor", json, List.of());
    } else {
      for (StatusLineFinding finding : findings) {
        desk.say(finding.level() + "  " + finding.text());
        if (!finding.hint().isEmpty()) {
          desk.say("      " + finding.hint());
        }
      }
    }
    return ill ? 1 : 0;
  }
}
