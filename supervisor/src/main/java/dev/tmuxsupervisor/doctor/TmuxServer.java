package dev.tmuxsupervisor.doctor;

import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.process.ProcStat;
import dev.tmuxsupervisor.process.UnixListeners;
import dev.tmuxsupervisor.tmux.Answer;
import dev.tmuxsupervisor.tmux.AttachedClient;
import dev.tmuxsupervisor.tmux.Descriptors;
import dev.tmuxsupervisor.tmux.GlobalOptions;
import dev.tmuxsupervisor.tmux.NoServer;
import dev.tmuxsupervisor.tmux.Refused;
import dev.tmuxsupervisor.tmux.Running;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.tmux.Unreachable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The tmux server that commands go to: whether it answers, and what its options do to sessions. */
record TmuxServer(Patient patient) {
  private static final String NAME = "tmux_server";
  private static final List<String> OPTIONS = List.of("exit-unattached", "destroy-unattached");

  Check check() {
    return new Check(Group.TMUX, NAME, "the tmux server at " + patient.socket(), this::look);
  }

  private void look(Consumer<Finding> findings) throws IOException {
    findings.accept(socket());
    Answer<GlobalOptions> answer = patient.tmux().configuration().options(OPTIONS);
    switch (answer) {
      case Running<GlobalOptions>(GlobalOptions options) -> answering(options, findings);
      case NoServer<GlobalOptions> _ ->
          findings.accept(
              Finding.pass(
                  NAME,
                  "no tmux server runs at " + patient.socket() + "; the first spawn starts one"));
      case Unreachable<GlobalOptions>(_, String text) -> findings.accept(silent(text));
      case Refused<GlobalOptions>(String text) -> findings.accept(silent(text));
    }
  }

  private Finding socket() {
    Map<String, String> environment = patient.environment();
    String wanted = environment.getOrDefault("SUPERVISOR_TMUX_SOCKET", "");
    String inside = environment.getOrDefault("TMUX", "");
    if (!wanted.isEmpty()
        && !inside.isEmpty()
        && !TmuxSocket.ofEnvironment(environment, 0).equals(patient.socket())) {
      return Finding.warn(
          "tmux_socket",
          "you are in tmux server %s, but commands go to %s"
              .formatted(TmuxSocket.ofEnvironment(environment, 0), patient.socket()),
          "unless you want that: unset SUPERVISOR_TMUX_SOCKET");
    }
    String from =
        !wanted.isEmpty()
            ? "SUPERVISOR_TMUX_SOCKET"
            : !inside.isEmpty()
                ? "TMUX"
                : environment.containsKey("TMUX_TMPDIR") ? "TMUX_TMPDIR" : "tmux's default";
    return Finding.pass("tmux_socket", "commands go to " + patient.socket() + ", by " + from);
  }

  private void answering(GlobalOptions options, Consumer<Finding> findings) {
    findings.accept(
        Finding.pass(
            NAME,
            "tmux server %d answers, %s".formatted(options.server().pid(), options.version())));
    if (options.value("exit-unattached").filter("on"::equals).isPresent()) {
      findings.accept(
          Finding.fail(
              "exit_unattached",
              "exit-unattached is on: the server, with every agent, ends when you detach",
              "tmux -S " + patient.socket() + " set -s exit-unattached off"));
    }
    if (options.value("destroy-unattached").filter("off"::equals).isEmpty()) {
      findings.accept(
          Finding.warn(
              "destroy_unattached",
              "destroy-unattached is on: sessions end when nobody is attached; ours say otherwise"
                  + " for themselves, adopted ones do not",
              "tmux -S " + patient.socket() + " set -g destroy-unattached off"));
    }
    Descriptors.of(options.server().pid())
        .flatMap(Descriptors::obstacle)
        .ifPresent(obstacle ->
            findings.accept(
                Finding.fail(
                    "descriptors",
                    obstacle,
                    "close sessions, or restart tmux under a higher limit: ulimit -n 65536")));
    if (patient.tmux().clients() instanceof Running<List<AttachedClient>>(var clients)) {
      clients.stream()
          .filter(client -> !client.utf8() && !client.control())
          .forEach(client ->
              findings.accept(
                  Finding.warn(
                      "utf8",
                      "the client at " + Printable.of(client.name()) + " shows no UTF-8",
                      "set a UTF-8 locale and attach again with: tmux -u attach")));
    }
  }

  private Finding silent(String text) throws IOException {
    for (Map.Entry<ProcStat, List<Path>> server :
        UnixListeners.byProcessNamed("tmux: server").entrySet()) {
      ProcStat process = server.getKey();
      if (server.getValue().contains(patient.socket().path()) && process.state() == 'T') {
        return Finding.fail(
            NAME,
            "tmux server %d is stopped, and answers nobody".formatted(process.pid()),
            "let it go on: kill -CONT " + process.pid());
      }
    }
    return Finding.fail(
        NAME,
        "the tmux server at " + patient.socket() + " cannot be used: " + Printable.of(text),
        "try: tmux -S " + patient.socket() + " list-sessions");
  }
}
