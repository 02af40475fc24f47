package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.tmux.GlobalOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "enable",
    description = "Put the lines into tmux.conf, and into the tmux server that runs.",
    footer = "  supervisor status-line enable --key-menu S --key-next N --key-popup W")
final class StatusLineEnable extends DataVerb {
  static final String CONFIG =
      "The configuration of tmux. Default: $$XDG_CONFIG_HOME/tmux/tmux.conf, ~/.config/tmux/tmux.conf or ~/.tmux.conf, the first that is there.";

  @Mixin private StatusLineOptions options = new StatusLineOptions();

  @Option(names = "--config", paramLabel = "FILE", description = CONFIG)
  private Optional<Path> config = Optional.empty();

  @Override
  int run(Desk desk) throws CommandFailure, IOException, InterruptedException {
    options.check();
    Path plugin = StatusLinePlugin.file(desk.surroundings());
    TmuxConfigFile file = TmuxConfigFile.find(desk.surroundings(), config);
    Optional<StatusLineBlock> old = file.block();
    boolean wholeFile = old.map(StatusLineBlock::isWholeFile).orElse(file.text().isEmpty());
    StatusLineBlock block =
        StatusLineBlock.of(
            StatusLinePlugin.settings(options, desk.surroundings()), plugin, wholeFile);

    StatusLineInTmux tmux = new StatusLineInTmux(desk);
    Optional<GlobalOptions> before = tmux.look();
    Map<String, String> settings = old.map(StatusLineBlock::settings).orElse(Map.of());
    if (before.isPresent()) {
      StatusLineInTmux.requireOwn(before.get(), settings, block.settings());
      tmux.requireFree(before.get(), options.keys());
    }
    boolean written = file.replace(block.putInto(file.text().orElse("")));
    Optional<GlobalOptions> after = Optional.empty();
    if (before.isPresent()) {
      after = Optional.of(apply(tmux, before.get(), settings, block));
    }
    boolean changed =
        written
            || !after.map(StatusLineInTmux::lasting).equals(before.map(StatusLineInTmux::lasting));
    return tell(desk, new Done(file, block, tmux, written, changed, after));
  }

  /** Options that the block no longer sets go first, so that the plugin does not see them. */
  private static GlobalOptions apply(
      StatusLineInTmux tmux, GlobalOptions before, Map<String, String> old, StatusLineBlock block)
      throws CommandFailure {
    Map<String, String> dropped = new HashMap<>(old);
    dropped.keySet().removeAll(block.settings().keySet());
    List<String> lines = new ArrayList<>(StatusLineInTmux.undoing(before, dropped));
    lines.addAll(block.commands());
    GlobalOptions after = tmux.source(before, lines);
    if (StatusLineInTmux.placesOf(after).isEmpty()) {
      throw new CommandFailure(
          ErrorCode.FAILED,
          "the tmux server at " + tmux.socket() + " did not run the plugin",
          "see: supervisor status-line doctor");
    }
    return after;
  }

  private record Done(
      TmuxConfigFile file,
      StatusLineBlock block,
      StatusLineInTmux tmux,
      boolean written,
      boolean changed,
      Optional<GlobalOptions> after) {}

  private int tell(Desk desk, Done done) {
    List<String> places = done.after().map(StatusLineInTmux::placesOf).orElse(List.of());
    if (json()) {
      ObjectNode json =
          JsonFields.object()
              .put("outcome", done.changed() ? "enabled" : "was_enabled")
              .put("file", done.file().path().toString())
              .put("file_written", done.written())
              .put("block", done.block().text())
              .put("tmux_socket", done.tmux().socket().toString())
              .put("tmux_running", done.after().isPresent());
      places.forEach(json.putArray("places")::add);
      return desk.json("status_line_enable", json, List.of());
    }
    desk.say(
        done.changed()
            ? "status line enabled"
            : "the status line was enabled so already; nothing was changed");
    desk.say("  file  " + done.file().path() + (done.written() ? ", which now holds" : ", holds"));
    done.block().text().lines().forEach(line -> desk.say("    " + line));
    desk.say(
        done.after().isPresent()
            ? "  tmux  shows it in " + String.join(", ", places) + " (" + done.tmux().socket() + ")"
            : "  tmux  no server runs at " + done.tmux().socket() + "; the next one shows it");
    desk.say("  undo  supervisor status-line disable");
    return 0;
  }
}
