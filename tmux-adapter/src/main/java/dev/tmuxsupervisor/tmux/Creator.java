package dev.tmuxsupervisor.tmux;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Creates sessions, and the server first if there is none. */
record Creator(Exchange exchange) {
  /** More than one, as the server that was found may just be exiting. */
  private static final int STARTS = 3;

  Answer<Created> create(NewSession wanted) {
    Optional<String> obstacle =
        Launches.obstacle(wanted.directory(), wanted.argv(), wanted.environment());
    if (obstacle.isPresent()) {
      return new Refused<>(obstacle.get());
    }
    Answer<Created> answer = createOnKnown(wanted).orElseGet(() -> createAfterALook(wanted));
    for (int start = 0; start < STARTS && answer instanceof NoServer<Created>; start++) {
      answer = createFirst(wanted);
    }
    return answer;
  }

  /** With one client, on the server that was there before; empty if it is another by now. */
  private Optional<Answer<Created>> createOnKnown(NewSession wanted) {
    Optional<ServerProcess> known = exchange.link().seen().filter(ServerProcess::runs);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    long server = known.get().pid();
    Optional<String> full = Descriptors.of(server).flatMap(Descriptors::obstacle);
    if (full.isPresent()) {
      return Optional.empty(); // it may not be the one who is asked
    }
    Exchange.Heard heard = hear(wanted, nonce -> Creation.scriptFor(server, wanted, nonce));
    boolean another =
        !heard.entries().isEmpty() && heard.entries().getLast().kind() == Kind.GUARDED;
    return another ? Optional.empty() : Optional.of(made(heard));
  }

  private Answer<Created> createAfterALook(NewSession wanted) {
    return look().then(head -> createOn(head, wanted));
  }

  private Exchange.Heard hear(NewSession wanted, Function<Nonce, String> commands) {
    return exchange.hear(Creation.clientsDirectory(wanted), wanted.environment(), commands);
  }

  private Answer<Head> look() {
    return exchange.ask(nonce -> nonce.say(Kind.END)).map(Reply::head);
  }

  private Answer<Created> createFirst(NewSession wanted) {
    Deadline end = Deadline.in(exchange.deadline());
    Nonce nonce = Nonce.fresh();
    return exchange
        .program(end)
        .then(program -> {
          List<String> argv = exchange.argv(program, Keeper.command(nonce));
          try (Keeper keeper = Keeper.start(exchange.socket(), argv, exchange.environment())) {
            return keeper.ready(nonce, end).then(_ -> createAfterALook(wanted));
          } catch (IOException e) {
            return new Unreachable<>(Reason.SYSTEM, "cannot start a tmux server: " + e);
          }
        });
  }

  private Answer<Created> createOn(Head head, NewSession wanted) {
    if (head.exitsUnattached()) {
      return new Refused<>(
          "the tmux option exit-unattached is on: the server %d would end, with all sessions, as"
                  .formatted(head.server().pid())
              + " soon as no client is attached");
    }
    Optional<String> full = Descriptors.of(head.server().pid()).flatMap(Descriptors::obstacle);
    if (full.isPresent()) {
      return new Refused<>(full.get());
    }
    return made(hear(wanted, nonce -> Creation.script(wanted, nonce)));
  }

  private Answer<Created> made(Exchange.Heard heard) {
    Optional<Entry> made =
        heard.entries().stream().filter(entry -> entry.kind() == Kind.MADE).findFirst();
    if (made.isEmpty()) {
      return heard.answer().then(_ -> new Unreachable<>(Reason.GARBLED, "no session was reported"));
    }
    Created created = Creation.read(Head.of(heard.entries().getFirst()).server(), made.get());
    boolean marked =
        heard.answer() instanceof Running<Reply>(Reply reply)
            && reply.all(Kind.MARKED).stream()
                .anyMatch(entry -> entry.field(0).equals(created.pane().toString()));
    return marked ? new Running<>(created) : undo(created, heard.answer());
  }

  /** Only a hook of the user's, run between our commands, can have come in the way. */
  private Answer<Created> undo(Created created, Answer<Reply> cause) {
    Answer<Reply> gone =
        exchange.ask(nonce ->
            Changes.guarded(
                Guarded.of(created.server(), created.session()),
                nonce,
                List.of(List.of("kill-session", "-t", created.session().toString())),
                Optional.empty()));
    String text = "the new session was changed before it was marked (" + cause + ")";
    return gone instanceof Running<Reply>
        ? new Refused<>(text + "; it was removed again")
        : new Unreachable<>(Reason.GARBLED, text + " and could not be removed: " + gone);
  }
}
