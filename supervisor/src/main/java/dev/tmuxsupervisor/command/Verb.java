package dev.tmuxsupervisor.command;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What every verb has. */
@Command(mixinStandardHelpOptions = false, sortOptions = false, usageHelpAutoWidth = true)
abstract class Verb {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and do nothing else.")
  private boolean help;

  boolean wantsHelp() {
    return help;
  }

  /** Does it; answers the exit code. */
  abstract int run(Desk desk) throws CommandFailure, IOException, InterruptedException;

  /** Whether errors are to be told to a program. */
  boolean json() {
    return false;
  }
}
