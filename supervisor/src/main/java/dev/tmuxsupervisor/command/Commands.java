package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.doctor.Examination;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.publish.Journal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Parses a command line and runs its verb. */
public final class Commands implements CommandRunner {
  private final ServerControl server;
  private final Supervision supervision;
  private final Path state;
  private final Journal journal;
  private final Examination examination = new Examination(Duration.ofSeconds(5));

  /** Keeps its files below the state directory. */
  public Commands(ServerControl server, Supervision supervision, Path state) {
    this.server = server;
    this.supervision = supervision;
    this.state = state;
    this.journal = new Journal(state);
  }

  @Override
  public int run(Invocation invocation, Replies replies) throws InterruptedException {
    CommandLine line = CommandModel.of(invocation.arguments());
    Ansi colours = invocation.terminal() ? Ansi.AUTO : Ansi.OFF;
    ParseResult parsed;
    try {
      parsed = line.parseArgs(invocation.arguments().toArray(String[]::new));
    } catch (ParameterException e) {
      String verb = e.getCommandLine().getCommandSpec().qualifiedName();
      boolean json = own(invocation.arguments()).contains("--json");
      return fail(
          replies,
          json,
          new CommandFailure(
              ErrorCode.USAGE,
              Printable.of(String.valueOf(e.getMessage())),
              "see: " + verb + " --help"));
    }
    Verb verb = verb(parsed);
    while (parsed.hasSubcommand() && !verb.wantsHelp()) {
      parsed = parsed.subcommand();
      verb = verb(parsed);
    }
    if (verb.wantsHelp()) {
      parsed.commandSpec().commandLine().usage(replies.out(), colours);
      return 0;
    }
    return run(
        verb, new Desk(invocation, replies, server, supervision, state, journal, examination));
  }

  /** The words before {@code --}: what follows is the agent's. */
  private static List<String> own(List<String> words) {
    int end = words.indexOf("--");
    return end < 0 ? words : words.subList(0, end);
  }

  private static Verb verb(ParseResult parsed) {
    return (Verb) parsed.commandSpec().userObject();
  }

  private static int run(Verb verb, Desk desk) throws InterruptedException {
    try {
      return verb.run(desk);
    } catch (CommandFailure e) {
      return fail(desk.replies(), verb.json(), e);
    } catch (IOException e) {
      return fail(desk.replies(), verb.json(), CommandFailure.of(e));
    }
  }

  private static int fail(Replies replies, boolean json, CommandFailure failure) {
    if (json) {
      replies.out().println(Envelope.failure(failure));
    } else {
      replies.err().println("supervisor: " + Printable.of(failure.text()));
      if (!failure.hint().isEmpty()) {
        replies.err().println("  " + Printable.of(failure.hint()));
      }
    }
    return failure.code().exit();
  }
}
