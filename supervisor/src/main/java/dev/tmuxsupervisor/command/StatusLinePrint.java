package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.process.ShortProgram;
import dev.tmuxsupervisor.tmux.ConfigLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "print",
    description = "Print the lines for tmux.conf, and change nothing.",
    footer = "  supervisor status-line print --ascii --style fg=green,bold")
final class StatusLinePrint extends DataVerb {
  private static final String PLACEHOLDER = ConfigLine.variable("supervisor_status");
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Mixin private StatusLineOptions options = new StatusLineOptions();

  @Override
  int run(Desk desk) throws CommandFailure, IOException, InterruptedException {
    options.check();
    Path plugin = StatusLinePlugin.file(desk.surroundings());
    StatusLineBlock block =
        StatusLineBlock.of(StatusLinePlugin.settings(options, desk.surroundings()), plugin, false);
    String segment = segment(desk, plugin);
    if (json()) {
      return desk.json(
          "status_line",
          JsonFields.object()
              .put("block", block.text())
              .put("plugin", plugin.toString())
              .put("placeholder", PLACEHOLDER)
              .put("segment", segment),
          List.of());
    }
    desk.say("# for the end of your tmux.conf; supervisor status-line enable puts it there:");
    block.text().lines().forEach(desk::say);
    desk.say("");
    desk.say("# or with a plugin manager, before the line that runs it, where PLUGIN is the");
    desk.say("# repository that this program came from; then write " + PLACEHOLDER + " into");
    desk.say("# status-left, status-right or status-format[1]:");
    desk.say(ConfigLine.setOption("@plugin", "PLUGIN"));
    desk.say("");
    desk.say("# or by itself, for a format of your own:");
    desk.say(segment);
    return 0;
  }

  /** The plugin's own words, so that there is one place that knows it. */
  private String segment(Desk desk, Path plugin)
      throws CommandFailure, IOException, InterruptedException {
    boolean ascii = options.settings().containsKey("@supervisor-ascii");
    ShortProgram.Ended ended =
        new ShortProgram("sh", desk.surroundings().inherited(), PATIENCE)
            .run(List.of(plugin.toString(), "segment", ascii ? "on" : "off"));
    if (ended.status() != 0) {
      throw new CommandFailure(
          ErrorCode.FAILED, plugin + " does not run: " + ended.text(), "install it anew");
    }
    return ended.text();
  }
}
