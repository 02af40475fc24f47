package dev.tmuxsupervisor.command;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What every verb has. Its footer are examples, each a line that can be typed. */
@Command(
    mixinStandardHelpOptions = false,
    sortOptions = false,
    usageHelpAutoWidth = true,
    footerHeading = "%nExamples:%n")
abstract class Verb {
  /** The heading of a verb's own exit codes. */
  static final String EXIT_CODES = "%nExit codes:%n";

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
