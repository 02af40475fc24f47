package dev.tmuxsupervisor.tmux;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Sends commands to one server and judges what comes back. They go through {@code source-file -}:
 * of any length, in nobody's process list, and unable to start a server.
 */
record Exchange(
    TmuxSocket socket,
    Map<String, String> environment,
    Duration deadline,
    ServerWitness witness,
    Link link) {
  static final Path ANYWHERE = Path.of("/");

  private static final int RETRIES = 10;
  private static final Duration PAUSE = Duration.ofMillis(20);

  /**
   * What came of one call.
   *
   * @param entries what was printed, whether or not the answer is believed
   */
  record Heard(Answer<Reply> answer, List<Entry> entries) {
    Optional<Reason> reason() {
      return answer instanceof Unreachable<Reply>(Reason reason, _)
          ? Optional.of(reason)
          : Optional.empty();
    }

    /**
     * A server did so that is about to exit, or is of another version. It has run nothing that
     * lasts, so that asking again is safe.
     */
    boolean hungUp() {
      return entries.isEmpty()
          && reason().filter(EnumSet.of(Reason.LOST, Reason.MISMATCH)::contains).isPresent();
    }
  }

  Answer<Reply> ask(Function<Nonce, String> commands) {
    return hear(ANYWHERE, Map.of(), commands).answer();
  }

  /**
   * Asks on behalf of a program that is to be started: tmux gives it the client's directory, and
   * the client's PATH even over one that was set with -e (spawn.c, spawn_pane).
   */
  Heard hear(Path directory, Map<String, String> variables, Function<Nonce, String> commands) {
    Deadline end = Deadline.in(deadline);
    Map<String, String> surroundings = new HashMap<>(environment);
    Optional.ofNullable(variables.get("PATH")).ifPresent(path -> surroundings.put("PATH", path));
    Heard heard = once(directory, surroundings, commands, end);
    for (int again = 0; again < RETRIES && heard.hungUp() && !end.passed(); again++) {
      if (!learnOwner()) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
      heard = once(directory, surroundings, commands, end);
    }
    if (heard.reason().filter(Reason.SOCKET_LOST::equals).isPresent() && !end.passed()) {
      // A server that was just starting refused the client and was listening when it was looked
      // for.
      heard = once(directory, surroundings, commands, end);
    }
    if (heard.reason().filter(Reason.DEADLINE::equals).isPresent()) {
      learnOwner(); // some versions of tmux wait for ever for others; the next call may fare better
    }
    return heard;
  }

  List<String> argv(Path program, List<String> command) {
    List<String> argv = new ArrayList<>();
    argv.addAll(List.of(program.toString(), "-u", "-S", socket.toString()));
    argv.addAll(command);
    return argv;
  }

  /** The client to run, once the socket's directory is known to be safe. */
  Answer<Path> program(Deadline end) {
    try {
      Optional<String> danger = DefaultDirectory.danger(socket);
      if (danger.isPresent()) {
        return new Unreachable<>(Reason.DENIED, danger.get());
      }
    } catch (IOException e) {
      return new Unreachable<>(
          Reason.SYSTEM, "cannot look at the directory of " + socket + ": " + e);
    }
    return link.binaries().choose(environment, link.seen(), end);
  }

  /** Whether the process behind the socket is another than was thought. */
  private boolean learnOwner() {
    Optional<ServerProcess> before = link.seen();
    Optional<ServerProcess> owner = SocketOwner.find(socket);
    owner.ifPresent(found -> link.see(owner));
    return owner.isPresent() && !owner.equals(before);
  }

  private Heard once(
      Path directory,
      Map<String, String> surroundings,
      Function<Nonce, String> commands,
      Deadline end) {
    Nonce nonce = Nonce.fresh();
    String input = Head.command(nonce) + "\n" + commands.apply(nonce) + "\n";
    Answer<Exit> exit =
        program(end)
            .then(program ->
                link.lanes()
                    .run(
                        new Errand(
                            argv(program, List.of("source-file", "-")),
                            surroundings,
                            directory,
                            nonce,
                            input),
                        end));
    Answer<Reply> answer = exit.then(done -> Classifier.judge(done, nonce));
    return new Heard(remember(answer, end), entries(answer, exit, nonce));
  }

  private static List<Entry> entries(Answer<Reply> answer, Answer<Exit> exit, Nonce nonce) {
    if (answer instanceof Running<Reply>(Reply reply)) {
      return reply.entries();
    }
    return exit instanceof Running<Exit>(Exit done) ? Entry.parse(done.out(), nonce) : List.of();
  }

  private Answer<Reply> remember(Answer<Reply> answer, Deadline end) {
    return switch (answer) {
      case Running<Reply>(Reply reply) -> {
        link.see(
            ServerProcess.of(reply.head().server().pid()).filter(ServerProcess::bearsTmuxName));
        yield answer;
      }
      case NoServer<Reply> none -> Absence.confirm(none, socket, link.seen(), witness, end);
      case Unreachable<Reply> _, Refused<Reply> _ -> answer;
    };
  }
}
