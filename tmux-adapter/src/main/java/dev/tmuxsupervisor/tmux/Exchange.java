package dev.tmuxsupervisor.tmux;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /**
   * What came of one call.
   *
   * @param entries what was printed, whether or not the answer is believed
   */
  record Heard(Answer<Reply> answer, List<Entry> entries) {}

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
    if (!(heard.answer() instanceof Unreachable<Reply>(Reason reason, _)) || !maybeMisfit(reason)) {
      return heard;
    }
    Optional<ServerProcess> before = link.seen();
    link.see(SocketOwner.find(socket));
    boolean another = link.seen().isPresent() && !link.seen().equals(before);
    // A client that was hung up on before any record has run nothing, so that asking again is safe.
    return another && reason != Reason.DEADLINE && heard.entries().isEmpty()
        ? once(directory, surroundings, commands, end)
        : heard;
  }

  List<String> argv(Path program, List<String> command) {
    List<String> argv = new ArrayList<>();
    argv.addAll(List.of(program.toString(), "-u", "-S", socket.toString()));
    argv.addAll(command);
    return argv;
  }

  Answer<Path> program(Deadline end) {
    return link.binaries().choose(environment, link.seen(), end);
  }

  private static boolean maybeMisfit(Reason reason) {
    return switch (reason) {
      case DEADLINE, MISMATCH, LOST, GARBLED -> true;
      case DENIED, NO_CLIENT, TOO_OLD, SOCKET_LOST, INTERRUPTED, SYSTEM -> false;
    };
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
                link.client()
                    .run(
                        argv(program, List.of("source-file", "-")),
                        surroundings,
                        directory,
                        input,
                        end));
    Answer<Reply> answer = exit.then(done -> Classifier.judge(done, nonce));
    List<Entry> entries =
        exit instanceof Running<Exit>(Exit done) ? Entry.parse(done.out(), nonce) : List.of();
    return new Heard(remember(answer, end), entries);
  }

  private Answer<Reply> remember(Answer<Reply> answer, Deadline end) {
    return switch (answer) {
      case Running<Reply>(Reply reply) -> {
        link.see(ServerProcess.of(reply.head().server().pid()));
        yield answer;
      }
      case NoServer<Reply> none -> Absence.confirm(none, socket, link.seen(), witness, end);
      case Unreachable<Reply> _, Refused<Reply> _ -> answer;
    };
  }
}
