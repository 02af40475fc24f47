package dev.tmuxsupervisor.tmux;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The commands that change what exists, each behind its guard. */
final class Changes {
  private static final String DIRECTORY = "@tmux_adapter_directory";

  private Changes() {}

  /** Carries out all commands if the guard holds, else none; the report is printed after them. */
  static String guarded(
      Guarded<? extends Target> guarded,
      Nonce nonce,
      List<List<String>> commands,
      Optional<String> report) {
    List<String> then = new ArrayList<>();
    commands.forEach(command -> then.add(Quoting.command(command)));
    report.ifPresent(then::add);
    then.add(nonce.say(Kind.END));
    return "%s { %s } { %s }"
        .formatted(
            Quoting.command("if-shell", "-F", "-t", aim(guarded.target()), guarded.condition()),
            Quoting.group(then),
            nonce.say(Kind.GUARDED));
  }

  /** Each change by itself: tmux stops at the first error, as with a target that is gone. */
  static String change(ServerIdentity server, Nonce nonce, List<OptionChange> changes) {
    List<String> then = new ArrayList<>();
    changes.forEach(change -> then.add(change(change)));
    then.add(nonce.say(Kind.END));
    return onServer(server, nonce, then);
  }

  /** Carries out a group of commands, its end included, if the server is this one. */
  static String onServer(ServerIdentity server, Nonce nonce, List<String> commands) {
    return "%s { %s } { %s }"
        .formatted(
            Quoting.command("if-shell", "-F", Guarded.condition(server)),
            Quoting.group(commands),
            nonce.say(Kind.GUARDED));
  }

  private static String change(OptionChange change) {
    if (change.target().isEmpty()) {
      return Quoting.command(setOption(List.of("-g"), change));
    }
    Target target = change.target().get();
    String aim = aim(target);
    List<String> at =
        switch (target) {
          case SessionId _ -> List.of("-t", aim);
          case PaneId _ -> List.of("-p", "-t", aim);
        };
    return "%s { %s }"
        .formatted(
            Quoting.command("if-shell", "-F", "-t", aim, Guarded.condition(target)),
            Quoting.command(setOption(at, change)));
  }

  private static List<String> setOption(List<String> where, OptionChange change) {
    List<String> words = new ArrayList<>(List.of("set-option"));
    words.addAll(where);
    change
        .value()
        .ifPresentOrElse(
            value -> words.addAll(List.of("--", change.name(), value)),
            () -> words.addAll(List.of("-u", "--", change.name())));
    return words;
  }

  static List<List<String>> setOptions(Target target, Map<String, String> options) {
    return switch (target) {
      case SessionId id -> Marks.onSession(aim(id), options);
      case PaneId id -> Marks.onPane(aim(id), options);
    };
  }

  /** The mark last: where it is, everything before it is too. */
  static List<List<String>> keep(PaneId pane, Map<String, String> options) {
    List<List<String>> commands = new ArrayList<>();
    commands.add(List.of("set-option", "-p", "-t", pane.toString(), "remain-on-exit", "on"));
    commands.addAll(Marks.onPane(pane.toString(), options));
    return commands;
  }

  /**
   * A respawned pane keeps its old directory unless told otherwise, and tmux expands what it is
   * told; but what an expansion yields is not expanded again. Each command costs a server with a
   * thousand sessions a millisecond and more (tmux 3.3a), so a plain directory takes none of its
   * own.
   */
  static List<List<String>> respawn(PaneId pane, Respawn wanted) {
    String target = pane.toString();
    List<String> start = new ArrayList<>(List.of("respawn-pane"));
    if (wanted.kill()) {
      start.add("-k");
    }
    String directory = wanted.directory().toString();
    boolean plain = Launches.isPlain(wanted.directory());
    start.addAll(List.of("-t", target, "-c", plain ? directory : "#{" + DIRECTORY + "}"));
    wanted.environment().forEach((name, value) -> start.addAll(List.of("-e", name + "=" + value)));
    start.add("--");
    start.addAll(Launches.words(wanted.argv()));

    List<List<String>> commands = new ArrayList<>();
    if (plain) {
      commands.add(start);
    } else {
      commands.add(List.of("set-option", "-p", "-t", target, "--", DIRECTORY, directory));
      commands.add(start);
      commands.add(List.of("set-option", "-p", "-u", "-t", target, "--", DIRECTORY));
    }
    commands.addAll(Marks.onPane(target, wanted.userOptions()));
    return commands;
  }

  /** A session's id alone may be read as a window's where a command takes a pane. */
  static String aim(Target target) {
    return switch (target) {
      case SessionId id -> id + ":";
      case PaneId id -> id.toString();
    };
  }
}
