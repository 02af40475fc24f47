package dev.tmuxsupervisor.command;

import static dev.tmuxsupervisor.doctor.Finding.fail;
import static dev.tmuxsupervisor.doctor.Finding.pass;
import static dev.tmuxsupervisor.doctor.Finding.warn;

import dev.tmuxsupervisor.doctor.Finding;
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

/** Looks at everything that the status line needs: the tmux server, and the block in tmux.conf. */
record StatusLineExam(Desk desk, Optional<Path> config) {
  List<Finding> findings() throws IOException {
    List<Finding> findings = new ArrayList<>();
    try {
      StatusLineInTmux tmux = new StatusLineInTmux(desk);
      Optional<GlobalOptions> options = tmux.look();
      if (options.isEmpty()) {
        findings.add(warn("tmux", "no tmux server runs at " + tmux.socket(), "start tmux"));
      } else {
        findings.addAll(inTmux(tmux, options.get()));
      }
    } catch (CommandFailure e) {
      findings.add(fail("tmux", e.text(), e.hint()));
    }
    findings.add(inFile());
    return findings;
  }

  /** Whether anybody has asked for a status line; where nobody did, nothing is wrong with it. */
  boolean isWanted() throws IOException {
    try {
      Optional<GlobalOptions> options = new StatusLineInTmux(desk).look();
      return options.filter(StatusLineInTmux::isEnabled).isPresent()
          || TmuxConfigFile.find(desk.surroundings(), config).block().isPresent();
    } catch (CommandFailure e) {
      return false; // tmux cannot be asked, which its own check tells
    }
  }

  private static List<Finding> inTmux(StatusLineInTmux tmux, GlobalOptions options)
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

  private Finding inFile() throws IOException {
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
}
