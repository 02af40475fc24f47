package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.hold.HoldOrder;
import dev.tmuxsupervisor.hold.HoldOrder.WhenHeld;
import dev.tmuxsupervisor.hold.LoopLockStatus;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.worker.Spans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Stack;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "hold",
    description = {
      "Run a program under a directory's loop lock, which is free when it is over.",
      "The lock is a flock(2) on DIR/.ralph/loop.lock, where ralph-orchestrator and flock(1) see it. The program runs in this process, where you are, with your terminal; its exit status is passed on. What it starts does not inherit the lock."
    },
    customSynopsis = {
      "supervisor hold [--fail | --wait[=TIME] | --worktree] [OPTION]... [DIR] -- PROGRAM [ARG]...",
      "       supervisor hold --status [--json] [--lock-file FILE] [DIR]"
    },
    exitCodeListHeading = Verb.EXIT_CODES,
    exitCodeList = {
      "0:Of --status: the lock is free or stale. Else the program's own exit status is passed on, whatever it is.",
      "4:The lock is held, and the program was not run. Of --status: it is held or in doubt.",
      "5:The program is missing, and nothing was locked.",
      "124:The time is over, and the program was not run."
    },
    footer = {
      "  supervisor hold -- ralph run",
      "  supervisor hold --wait=30s --reason 'nightly loop' ../site -- ./loop.sh",
      "  supervisor hold --status --json"
    })
final class Hold extends DataVerb {
  private static final String FOR_EVER = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..*",
      paramLabel = "DIR",
      description = "The directory whose loop lock it is. Default: here.")
  private List<String> words = List.of();

  @Option(names = "--fail", description = "When somebody holds it: say who, and end. The default.")
  private boolean fail;

  @Option(
      names = "--wait",
      arity = "0..1",
      paramLabel = "TIME",
      preprocessor = OnlyAttached.class,
      description = "Wait until it is free, for at most so long.")
  private Optional<String> patience = Optional.empty();

  @Option(
      names = "--worktree",
      description = "Make a git worktree, and run the program there, under that one's loop lock.")
  private boolean worktree;

  @Option(
      names = "--lock-file",
      paramLabel = "FILE",
      defaultValue = ".ralph/loop.lock",
      description = "The file to lock, as seen from DIR. Default: ${DEFAULT-VALUE}.")
  private Path lockFile = Path.of("");

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "What others read about it. Default: the command line.")
  private Optional<String> reason = Optional.empty();

  @Option(
      names = "--inheritable",
      description =
          "Let what the program starts keep the lock, as flock(1) does: a tmux server or a daemon then holds it for its whole life.")
  private boolean inheritable;

  @Option(names = "--status", description = "Say whether it is held, and by whom; take nothing.")
  private boolean status;

  /** Leaves the next word alone where the value was not written with "=". */
  static final class OnlyAttached implements IParameterPreprocessor {
    @Override
    @SuppressWarnings("JdkObsolete") // picocli's signature
    public boolean preprocess(
        Stack<String> args, CommandSpec commandSpec, ArgSpec argSpec, Map<String, Object> info) {
      if ("=".equals(info.get("separator"))) {
        return false;
      }
      argSpec.setValue(Optional.of(FOR_EVER));
      return true;
    }
  }

  @Override
  int run(Desk desk) throws CommandFailure, IOException {
    List<String> all = spec.commandLine().getParseResult().originalArgs();
    int dashes = all.indexOf("--");
    int program = dashes < 0 ? 0 : all.size() - dashes - 1;
    Path directory = directory(desk, words.subList(0, words.size() - program));
    if (status) {
      if (program > 0) {
        throw usage("--status runs no program");
      }
      return tell(desk, directory.resolve(lockFile));
    }
    if (program == 0) {
      throw usage("say what to run behind --");
    }
    HoldOrder order = new HoldOrder(whenHeld(), directory, lockFile, reason, inheritable, program);
    desk.replies().handOff(HoldProgram.argv(order));
    return 0;
  }

  private static Path directory(Desk desk, List<String> given) throws CommandFailure {
    if (given.size() > 1) {
      throw usage("one directory, not " + given.size() + "; the program stands behind --");
    }
    Path directory = desk.surroundings().directory();
    if (!given.isEmpty()) {
      directory = directory.resolve(given.getFirst()).normalize();
    }
    if (!Files.isDirectory(directory)) {
      throw new CommandFailure(
          ErrorCode.NO_SUCH_DIRECTORY, "there is no directory " + directory, "make it first");
    }
    return directory;
  }

  private WhenHeld whenHeld() throws CommandFailure {
    if ((fail ? 1 : 0) + (patience.isPresent() ? 1 : 0) + (worktree ? 1 : 0) > 1) {
      throw usage("one of --fail, --wait and --worktree");
    }
    if (worktree) {
      if (lockFile.isAbsolute()) {
        throw usage("--worktree goes with a --lock-file below DIR: every worktree has its own");
      }
      return new WhenHeld.OwnWorktree();
    }
    if (patience.isEmpty()) {
      return new WhenHeld.Fail();
    }
    if (patience.get().equals(FOR_EVER)) {
      return new WhenHeld.Await(Optional.empty());
    }
    try {
      Duration time = Spans.parse(patience.get());
      return new WhenHeld.Await(Optional.of(time));
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  private static CommandFailure usage(String message) {
    return new CommandFailure(ErrorCode.USAGE, message, "see: supervisor hold --help");
  }

  private int tell(Desk desk, Path file) throws IOException {
    LoopLockStatus found = LoopLockStatus.of(file);
    int exit =
        switch (found.state()) {
          case FREE, STALE -> 0;
          case HELD -> ErrorCode.LOCK_HELD.exit();
          case UNKNOWN -> ErrorCode.LOCK_UNKNOWN.exit();
        };
    if (json()) {
      desk.json("hold_status", facts(file, found), List.of());
      return exit;
    }
    desk.say(found.why());
    return exit;
  }

  private static ObjectNode facts(Path file, LoopLockStatus found) {
    ObjectNode facts =
        JsonFields.object()
            .put("lock_file", file.toString())
            .put("state", found.state().name().toLowerCase(Locale.ROOT))
            .put("why", found.why());
    ArrayNode holders = facts.putArray("holders");
    for (LoopLockStatus.Holder holder : found.holders()) {
      ObjectNode json =
          holders.addObject().put("pid", holder.pid()).put("command", holder.command());
      holder.started().ifPresent(it -> json.put("process_started", it.toString()));
    }
    found
        .metadata()
        .ifPresent(it ->
            facts
                .putObject("metadata")
                .put("pid", it.pid())
                .put("started", it.started().toString())
                .put("prompt", it.prompt()));
    return facts;
  }
}
