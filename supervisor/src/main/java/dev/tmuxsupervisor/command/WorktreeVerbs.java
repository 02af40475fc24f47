package dev.tmuxsupervisor.command;

import picocli.CommandLine.Command;

/** The verbs about the work trees that agents got to themselves. */
@Command(
    name = "worktree",
    description = "List or remove the git work trees that spawn --if-held=worktree made.",
    subcommands = {WorktreeList.class, WorktreeRemove.class},
    footer = "  supervisor worktree list")
final class WorktreeVerbs extends Verb {
  @Override
  int run(Desk desk) throws CommandFailure {
    throw new CommandFailure(
        ErrorCode.USAGE, "say what: list or remove", "see: supervisor worktree --help");
  }
}
