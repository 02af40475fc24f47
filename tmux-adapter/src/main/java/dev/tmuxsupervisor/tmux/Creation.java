package dev.tmuxsupervisor.tmux;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The commands that make a session, and what they print. */
final class Creation {
  private static final List<String> IDS =
      List.of("#{session_id}", "#{pane_id}", "#{pane_pid}", "#{session_created}");

  private Creation() {}

  /** All in one group, so that nothing happens in between and nothing after a failure. */
  static String script(NewSession wanted, Nonce nonce) {
    List<String> commands = new ArrayList<>();
    commands.add(
        Quoting.command(
            start(
                wanted, List.of("-P", "-F", nonce.format(Kind.MADE, IDS)), wanted.environment())));
    finish(wanted).forEach(command -> commands.add(Quoting.command(command)));
    commands.add(nonce.sayOf(anew(wanted), Kind.MARKED, "#{pane_id}"));
    commands.add(nonce.say(Kind.END));
    return Quoting.group(commands);
  }

  /**
   * {@link #script}, if the server is the one with this pid, and none that exits once nobody is
   * attached.
   */
  static String scriptFor(long server, NewSession wanted, Nonce nonce) {
    return "%s { %s } { %s }"
        .formatted(
            Quoting.command(
                "if-shell",
                "-F",
                "#{&&:#{==:#{pid},%d},#{==:#{exit-unattached},0}}".formatted(server)),
            script(wanted, nonce),
            nonce.say(Kind.GUARDED));
  }

  /** Where the client is to run; for a plain directory anywhere, so that it can be shared. */
  static Path clientsDirectory(NewSession wanted) {
    return Launches.isPlain(wanted.directory()) ? Exchange.ANYWHERE : wanted.directory();
  }

  /** A name that tmux would expand is not said: it takes the client's directory instead. */
  static List<String> start(
      NewSession wanted, List<String> report, Map<String, String> environment) {
    List<String> words = new ArrayList<>(List.of("new-session", "-d"));
    words.addAll(report);
    words.addAll(List.of("-s", wanted.name().text()));
    if (Launches.isPlain(wanted.directory())) {
      words.addAll(List.of("-c", wanted.directory().toString()));
    }
    wanted
        .size()
        .ifPresent(size ->
            words.addAll(List.of("-x", Integer.toString(size.width()), "-y", "" + size.height())));
    environment.forEach((name, value) -> words.addAll(List.of("-e", name + "=" + value)));
    words.add("--");
    words.addAll(Launches.words(wanted.argv()));
    return words;
  }

  /**
   * Keeps the session alive and marks it; then takes the variables, which its program has by now,
   * out of the session, where anyone could read them and later panes would get them.
   */
  static List<List<String>> finish(NewSession wanted) {
    String target = anew(wanted);
    List<List<String>> commands = new ArrayList<>();
    commands.add(List.of("set-option", "-w", "-t", target, "remain-on-exit", "on"));
    commands.add(List.of("set-option", "-t", target, "destroy-unattached", "off"));
    commands.addAll(Marks.onSession(target, wanted.userOptions()));
    commands.addAll(Marks.onPane(target, wanted.userOptions()));
    wanted
        .environment()
        .keySet()
        .forEach(name -> commands.add(List.of("set-environment", "-t", target, "-u", "--", name)));
    return commands;
  }

  /**
   * @throws IllegalArgumentException if an id cannot be read
   */
  static Created read(ServerIdentity server, Entry made) {
    return new Created(
        server,
        SessionId.parse(made.field(0)),
        PaneId.parse(made.field(1)),
        Long.parseLong(made.field(2)),
        Long.parseLong(made.field(3)));
  }

  /** Ids are not known yet; {@code =name:} is exact for a name such as ours. */
  private static String anew(NewSession wanted) {
    return "=" + wanted.name() + ":";
  }
}
