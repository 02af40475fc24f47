package dev.tmuxsupervisor.command;

import picocli.CommandLine.Command;

/** The program itself; its verbs are those of {@link CommandModel}. */
@Command(
    name = "supervisor",
    description = "Keeps coding agents alive in tmux, one lock a worker.",
    synopsisSubcommandLabel = "VERB",
    footer = {
      "",
      "Exit codes: 0 done, 1 failed, 2 usage, 3 no such worker, 4 held or in doubt,",
      "5 something is missing, 7 the agent failed or will not be in that state,",
      "124 timeout, 130 interrupted. Of several workers, the highest.",
      "",
      "-L NAME as the first words picks a server of its own name, as in tmux."
    })
final class SupervisorCommand extends Verb {
  @Override
  int run(Desk desk) throws CommandFailure {
    throw new CommandFailure(ErrorCode.USAGE, "say what to do", "see: supervisor --help");
  }
}
