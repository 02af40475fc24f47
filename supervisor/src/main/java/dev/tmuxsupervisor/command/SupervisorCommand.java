package dev.tmuxsupervisor.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The program itself; its verbs are those of {@link CommandModel}. */
@Command(
    name = "supervisor",
    separator = " ", // for -L alone: a verb's options are written with "="
    description = "Keeps coding agents alive in tmux, one lock a worker.",
    synopsisSubcommandLabel = "VERB",
    exitCodeListHeading = Verb.EXIT_CODES,
    exitCodeList = {
      "0:Done. Of several workers, the exit code is the highest of theirs.",
      "1:Failed; or there is something to tell, as the verb's own help says.",
      "2:Not understood: the command line, or a file of settings.",
      "3:There is no such worker, directory, session, fleet file or repository.",
      "4:Held by somebody, or in doubt.",
      "5:Something is missing: Java, tmux, git or the program to run.",
      "7:The agent failed, or will not be in that state.",
      "124:The time is over.",
      "130:Interrupted."
    },
    footer = {
      "  supervisor spawn crew/dave --create -- claude",
      "  supervisor list",
      "  supervisor why crew/dave",
      "  supervisor -L night list"
    })
final class SupervisorCommand extends Verb {
  @Option(
      names = "-L",
      paramLabel = "NAME",
      converter = TakenByTheClient.class,
      description =
          "The server of this name, as in tmux; before the verb. Default: $$SUPERVISOR_SERVER, else default.")
  String server = "";

  /** The client reads the option and takes it off; what is left stands where it does not look. */
  static final class TakenByTheClient implements ITypeConverter<String> {
    @Override
    public String convert(String name) {
      throw new TypeConversionException("it is said once, as the first words");
    }
  }

  @Override
  int run(Desk desk) throws CommandFailure {
    throw new CommandFailure(ErrorCode.USAGE, "say what to do", "see: supervisor --help");
  }
}
