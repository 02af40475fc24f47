package dev.tmuxsupervisor.tmux;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The door to the tmux server at one socket. Immutable and safe to share; each call runs one or a
 * few tmux clients, or shares one with calls of other threads; at most eight run at a time, and
 * none stays behind. Nothing here changes a hook, a key or an option of the user's, but what {@link
 * Configuration#source} is told to.
 */
public final class Tmux {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Exchange exchange;

  private Tmux(Exchange exchange) {
    this.exchange = exchange;
  }

  /** With a deadline of 5 seconds and the few variables of our own environment that tmux needs. */
  public static Tmux at(TmuxSocket socket) {
    return new Tmux(
        new Exchange(
            socket,
            ClientEnvironment.of(System.getenv()),
            PATIENCE,
            ServerWitness.NONE,
            new Link()));
  }

  /** Each client must have answered within this time; starting a server takes a few clients. */
  public Tmux deadline(Duration longest) {
    return new Tmux(
        new Exchange(
            exchange.socket(),
            exchange.environment(),
            longest,
            exchange.witness(),
            exchange.link()));
  }

  public Tmux witness(ServerWitness witness) {
    return new Tmux(
        new Exchange(
            exchange.socket(),
            exchange.environment(),
            exchange.deadline(),
            witness,
            exchange.link()));
  }

  /**
   * The whole environment of clients, and so of a server that is started; its PATH finds tmux. TMUX
   * and TMUX_PANE are left out.
   */
  public Tmux environment(Map<String, String> environment) {
    return new Tmux(
        new Exchange(
            exchange.socket(),
            ClientEnvironment.outsideTmux(environment),
            exchange.deadline(),
            exchange.witness(),
            exchange.link()));
  }

  public TmuxSocket socket() {
    return exchange.socket();
  }

  /** Which server runs there. */
  public Answer<ServerIdentity> identity() {
    return exchange.ask(nonce -> nonce.say(Kind.END)).map(reply -> reply.head().server());
  }

  /**
   * Everything there is, at one moment; a server without sessions runs, with empty lists.
   *
   * @param userOptions names to read, such as {@code @worker}
   */
  public Answer<Snapshot> snapshot(List<String> userOptions) {
    Listing listing = new Listing(userOptions);
    return exchange
        .link()
        .listings()
        .ask(
            Listings.Question.of(listing, exchange),
            () -> exchange.ask(listing::script).then(listing::read));
  }

  /**
   * As {@link #snapshot}, but it may leave out all except this pane and its session: among hundreds
   * that costs a fraction. Whole where the pane is gone, or is in several sessions.
   */
  public Answer<Snapshot> snapshotAround(PaneId pane, List<String> userOptions) {
    Listing listing = new Listing(userOptions);
    Answer<Reply> reply = exchange.ask(nonce -> listing.scriptOf(pane, nonce));
    return reply instanceof Running<Reply>(Reply whole) && whole.all(Kind.PANE).isEmpty()
        ? snapshot(userOptions)
        : reply.then(listing::read);
  }

  /**
   * Creates a detached session, starting the server if none runs. The pane outlives its program.
   * After an {@link Unreachable} the session may exist, now or later, and bears the user options.
   */
  public Answer<Created> newSession(NewSession wanted) {
    return new Creator(exchange).create(wanted);
  }

  /** The commands of {@link #newSession} for people to read; variables' values are masked. */
  public String preview(NewSession wanted) {
    return Preview.of(exchange.socket(), wanted);
  }

  /** Starts a program in a pane; the content is the pid of the program. */
  public Answer<Long> respawn(Guarded<PaneId> pane, Respawn wanted) {
    Optional<String> obstacle =
        Launches.obstacle(wanted.directory(), wanted.argv(), wanted.environment());
    return obstacle.isPresent()
        ? new Refused<>(obstacle.get())
        : exchange
            .hear(
                Exchange.ANYWHERE,
                wanted.environment(),
                nonce ->
                    Changes.guarded(
                        pane,
                        nonce,
                        Changes.respawn(pane.target(), wanted),
                        Optional.of(
                            nonce.sayOf(pane.target().toString(), Kind.RESPAWNED, "#{pane_pid}"))))
            .answer()
            .map(reply -> Long.parseLong(reply.all(Kind.RESPAWNED).getFirst().field(0)));
  }

  /** Ends a session; its programs get SIGHUP, which they may survive. */
  public Answer<ServerIdentity> killSession(Guarded<SessionId> session) {
    return change(session, List.of(List.of("kill-session", "-t", session.target().toString())));
  }

  /** Ends a pane, and its session with the last one; the program gets SIGHUP, as above. */
  public Answer<ServerIdentity> killPane(Guarded<PaneId> pane) {
    return change(pane, List.of(List.of("kill-pane", "-t", pane.target().toString())));
  }

  /** Sets user options, {@code @name} to value, on the target alone. */
  public Answer<ServerIdentity> setOptions(
      Guarded<? extends Target> target, Map<String, String> options) {
    return change(target, Changes.setOptions(target.target(), Launches.requireOptions(options)));
  }

  /**
   * Sets and unsets user options with one client, in this order, if the server is this one. A
   * target that is gone is passed over. Whoever shows any of them is drawn anew, once.
   */
  public Answer<ServerIdentity> change(ServerIdentity server, List<OptionChange> changes) {
    return exchange
        .ask(nonce -> Changes.change(server, nonce, changes))
        .map(reply -> reply.head().server());
  }

  /**
   * Makes a pane outlive its program, as those of {@link #newSession} do, and sets user options on
   * it; its program notices nothing.
   */
  public Answer<ServerIdentity> keep(Guarded<PaneId> pane, Map<String, String> options) {
    return change(pane, Changes.keep(pane.target(), Launches.requireOptions(options)));
  }

  /** The last lines of a pane's history and screen that hold anything, without colours. */
  public Answer<List<String>> capture(ServerIdentity server, PaneId pane, int lines) {
    return exchange
        .ask(nonce ->
            Changes.guarded(
                Guarded.of(server, pane),
                nonce,
                Screen.commands(nonce, pane, lines),
                Optional.empty()))
        .map(reply -> Screen.read(reply, lines));
  }

  /** The clients that are attached; none where the server has no session. */
  public Answer<List<AttachedClient>> clients() {
    return exchange.ask(Clients::script).then(Clients::read);
  }

  /**
   * Shows a line of text to one client, as it stands but for control characters. It stays for this
   * long or until a key is pressed, and panes stand still meanwhile. A client that is gone is no
   * error.
   */
  public Answer<ServerIdentity> displayMessage(AttachedClient client, String text, Duration shown) {
    Words.requireText("a message", text);
    return exchange
        .ask(nonce -> Clients.message(client, text, shown, nonce))
        .map(reply -> reply.head().server());
  }

  /**
   * Makes the server look for programs that ended: tmux before 3.6 with libutempter, as Debian
   * builds it, loses the signal that says so, and a dead pane then has no exit status.
   */
  public Answer<ServerIdentity> prod() {
    return exchange
        .ask(nonce ->
            Quoting.group(List.of(Quoting.command("run-shell", "-b", "true"), nonce.say(Kind.END))))
        .map(reply -> reply.head().server());
  }

  /** What to run in a terminal outside tmux to show a session. */
  public List<String> attachCommand(SessionId session) {
    return command("attach-session", session);
  }

  /** What to run inside a client of this server to show a session there. */
  public List<String> switchClientCommand(SessionId session) {
    return command("switch-client", session);
  }

  /** The command, and then the pane in front, in its window. */
  public static List<String> selecting(PaneId pane, List<String> command) {
    List<String> words = new ArrayList<>(command);
    words.addAll(List.of(";", "select-window", "-t", pane.toString()));
    words.addAll(List.of(";", "select-pane", "-t", pane.toString()));
    return List.copyOf(words);
  }

  /** The server's own options and keys, which its user has set. */
  public Configuration configuration() {
    return new Configuration(exchange);
  }

  private List<String> command(String verb, SessionId session) {
    Path program =
        Binaries.locate(exchange.environment(), exchange.link().seen()).orElse(Path.of("tmux"));
    return List.of(program.toString(), "-S", socket().toString(), verb, "-t", session.toString());
  }

  private Answer<ServerIdentity> change(
      Guarded<? extends Target> target, List<List<String>> commands) {
    return exchange
        .ask(nonce -> Changes.guarded(target, nonce, commands, Optional.empty()))
        .map(reply -> reply.head().server());
  }
}
