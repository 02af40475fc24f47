package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.tmux.ConfigLine;
import dev.tmuxsupervisor.tmux.GlobalOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "disable",
    description = "Undo enable, and nothing else.",
    footer = "  supervisor status-line disable")
final class StatusLineDisable extends DataVerb {
  @Option(names = "--config", paramLabel = "FILE", description = StatusLineEnable.CONFIG)
  private Optional<Path> config = Optional.empty();

  @Override
  int run(Desk desk) throws CommandFailure, IOException, InterruptedException {
    Path plugin = StatusLinePlugin.file(desk.surroundings());
    TmuxConfigFile file = TmuxConfigFile.find(desk.surroundings(), config);
    Optional<StatusLineBlock> block = file.block();
    StatusLineInTmux tmux = new StatusLineInTmux(desk);
    Optional<GlobalOptions> seen = tmux.look();
    if (block.isPresent()) {
      remove(file, block.get());
    }
    boolean undone = seen.isPresent() && undo(tmux, seen.get(), block, plugin);
    boolean did = block.isPresent() || undone;
    if (json()) {
      return desk.json(
          "status_line_disable",
          JsonFields.object()
              .put("outcome", did ? "disabled" : "was_not_enabled")
              .put("file", file.path().toString())
              .put("file_written", block.isPresent())
              .put("tmux_socket", tmux.socket().toString())
              .put("tmux_changed", undone),
          List.of());
    }
    if (!did) {
      desk.say("the status line was not enabled; nothing was changed");
      return 0;
    }
    desk.say("status line disabled");
    desk.say("  file  " + file.path() + (block.isPresent() ? ", without the block" : ", had none"));
    desk.say("  tmux  " + tmux.socket() + (undone ? ", as it was before" : ", had nothing of it"));
    return 0;
  }

  private static void remove(TmuxConfigFile file, StatusLineBlock block)
      throws CommandFailure, IOException {
    String rest = StatusLineBlock.removedFrom(file.text().orElse(""));
    if (block.isWholeFile() && rest.isEmpty()) {
      file.delete();
    } else {
      file.replace(rest);
    }
  }

  private static boolean undo(
      StatusLineInTmux tmux, GlobalOptions seen, Optional<StatusLineBlock> block, Path plugin)
      throws CommandFailure {
    Map<String, String> settings = block.map(StatusLineBlock::settings).orElse(Map.of());
    List<String> lines = new ArrayList<>(StatusLineInTmux.undoing(seen, settings));
    if (StatusLineInTmux.isEnabled(seen)) {
      lines.add(ConfigLine.runShell(List.of(plugin.toString(), "disable")));
    }
    if (lines.isEmpty()) {
      return false;
    }
    if (StatusLineInTmux.isEnabled(tmux.source(seen, lines))) {
      throw new CommandFailure(
          ErrorCode.FAILED,
          "the tmux server at " + tmux.socket() + " did not run the plugin",
          "see: supervisor status-line doctor");
    }
    return true;
  }
}
