package dev.tmuxsupervisor.command;

import picocli.CommandLine.Command;

/** The verbs about the fleet in tmux's status line. */
@Command(
    name = "status-line",
    description =
        "Show the fleet in tmux's status line; nothing there is touched unless asked for.",
    subcommands = {
      StatusLinePrint.class,
      StatusLineEnable.class,
      StatusLineDisable.class,
      StatusLineDoctor.class
    },
    footer = "  supervisor status-line enable --key-menu S")
final class StatusLineVerbs extends Verb {
  @Override
  int run(Desk desk) throws CommandFailure {
    throw new CommandFailure(
        ErrorCode.USAGE,
        "say what: print, enable, disable or doctor",
        "see: supervisor status-line --help");
  }
}
