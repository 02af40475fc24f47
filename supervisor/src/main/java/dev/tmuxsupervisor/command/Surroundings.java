package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.observe.KernelWitness;
import dev.tmuxsupervisor.process.Libc;
import dev.tmuxsupervisor.tmux.Tmux;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What the user's own environment says: which tmux, which PATH, inside which session. */
final class Surroundings {
  /**
   * What a tmux server that we start may inherit, and so every session in it: nothing of an agent,
   * nothing secret.
   */
  private static final Set<String> INHERITED =
      Set.of(
          "PATH",
          "HOME",
          "USER",
          "LOGNAME",
          "SHELL",
          "LANG",
          "TZ",
          "TMPDIR",
          "TERM",
          "COLORTERM",
          "DISPLAY",
          "WAYLAND_DISPLAY",
          "SSH_AUTH_SOCK",
          "DBUS_SESSION_BUS_ADDRESS",
          "EDITOR",
          "VISUAL",
          "PAGER",
          "TMUX_TMPDIR");

  private final Invocation invocation;
  private final Function<TmuxSocket, Tmux> doors;

  /** Opens tmux servers through these doors, which know nothing of this user yet. */
  Surroundings(Invocation invocation, Function<TmuxSocket, Tmux> doors) {
    this.invocation = invocation;
    this.doors = doors;
  }

  Path directory() {
    return invocation.directory();
  }

  /** All that the user's client sent. */
  Map<String, String> variables() {
    return invocation.environment();
  }

  Optional<String> variable(String name) {
    return Optional.ofNullable(invocation.environment().get(name)).filter(text -> !text.isEmpty());
  }

  /** The user's time zone; that of the server's machine where TZ names none that is known. */
  ZoneId zone() {
    try {
      return variable("TZ").map(ZoneId::of).orElseGet(ZoneId::systemDefault);
    } catch (DateTimeException e) {
      return ZoneId.systemDefault();
    }
  }

  /** The socket that was asked for, else the one of the session around us, else tmux's default. */
  TmuxSocket socket(Optional<Path> wanted) throws CommandFailure {
    try {
      return wanted
          .or(() -> variable("SUPERVISOR_TMUX_SOCKET").map(Path::of))
          .map(path -> new TmuxSocket(invocation.directory().resolve(path).normalize()))
          .orElseGet(() -> TmuxSocket.ofEnvironment(invocation.environment(), Libc.effectiveUid()));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ErrorCode.USAGE,
          String.valueOf(e.getMessage()),
          "name a shorter one: --tmux-socket PATH");
    }
  }

  /** The socket of the tmux server that the user's terminal is in. */
  Optional<TmuxSocket> around() {
    return variable("TMUX")
        .map(_ -> TmuxSocket.ofEnvironment(invocation.environment(), Libc.effectiveUid()));
  }

  /** What a tmux server that is started for this user gets. */
  Map<String, String> inherited() {
    Map<String, String> environment = new LinkedHashMap<>();
    invocation
        .environment()
        .forEach((name, value) -> {
          if (INHERITED.contains(name) || name.startsWith("LC_") || name.startsWith("XDG_")) {
            environment.put(name, value);
          }
        });
    return environment;
  }

  /** Opens tmux servers as this user would. */
  Function<TmuxSocket, Tmux> doors() {
    Map<String, String> environment = inherited();
    return socket ->
        doors
            .apply(socket)
            .environment(environment)
            .witness(new KernelWitness(socket, Optional.empty()));
  }
}
