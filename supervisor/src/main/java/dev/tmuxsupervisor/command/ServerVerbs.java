package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.lock.JsonFields;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Command;

/** The verbs about the server itself. {@code run} is the client's affair: it becomes the server. */
@Command(
    name = "server",
    description =
        "Look after the supervisor's own process, which starts by itself at the first command.",
    subcommands = {
      ServerVerbs.Status.class,
      ServerVerbs.Stop.class,
      ServerVerbs.Run.class,
      ServerEnable.class,
      ServerDisable.class
    },
    footer = "  supervisor server status")
final class ServerVerbs extends Verb {
  @Override
  int run(Desk desk) throws CommandFailure {
    throw new CommandFailure(
        ErrorCode.USAGE,
        "say what: status, stop, run, enable or disable",
        "see: supervisor server --help");
  }

  @Command(
      name = "status",
      description = "Say whether it runs, since when, and where.",
      footer = "  supervisor server status --json")
  static final class Status extends DataVerb {
    @Override
    int run(Desk desk) throws InterruptedException {
      Optional<String> complaint = desk.supervision().complaint();
      ServerStatus status = desk.server().status();
      if (json()) {
        return desk.json(
            "server",
            JsonFields.object()
                .put("pid", status.pid())
                .put("version", status.version())
                .put("socket", status.socket().toString())
                .put("started_at", status.started().toString())
                .put("connections", status.connections()),
            complaint.stream().toList());
      }
      desk.say("pid      " + status.pid());
      desk.say("version  " + status.version());
      desk.say("socket   " + status.socket());
      desk.say("up       " + Durations.words(Duration.between(status.started(), Instant.now())));
      complaint.ifPresent(text -> desk.remark("supervisor: warning: " + text));
      return 0;
    }
  }

  @Command(
      name = "stop",
      description = "End it. Agents stay: they live in tmux.",
      footer = "  supervisor server stop")
  static final class Stop extends Verb {
    @Override
    int run(Desk desk) {
      desk.server().stop();
      desk.say("server " + desk.server().status().pid() + " ends; agents stay");
      return 0;
    }
  }

  @Command(
      name = "run",
      description = "Run it in the foreground of this terminal, for service managers.",
      footer = {"  supervisor server run", "  supervisor -L night server run"})
  static final class Run extends Verb {
    @Override
    int run(Desk desk) throws CommandFailure {
      throw new CommandFailure(
          ErrorCode.USAGE, "server run takes no further words", "type: supervisor server run");
    }
  }
}
