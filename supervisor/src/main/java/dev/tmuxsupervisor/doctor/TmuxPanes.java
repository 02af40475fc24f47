package dev.tmuxsupervisor.doctor;

import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.tmux.Answer;
import dev.tmuxsupervisor.tmux.Guarded;
import dev.tmuxsupervisor.tmux.Pane;
import dev.tmuxsupervisor.tmux.PaneId;
import dev.tmuxsupervisor.tmux.Running;
import dev.tmuxsupervisor.tmux.ServerIdentity;
import dev.tmuxsupervisor.tmux.Snapshot;
import dev.tmuxsupervisor.worker.RunMarks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The panes that carry our mark: whether they outlive their program, and whose they are. */
record TmuxPanes(Patient patient) {
  private static final String NAME = "tmux_panes";

  Check check() {
    return new Check(Group.TMUX, NAME, "panes in " + patient.socket(), this::look);
  }

  private void look(Consumer<Finding> findings) {
    if (!(patient.tmux().snapshot(RunMarks.OPTIONS) instanceof Running<Snapshot>(Snapshot all))
        || !(patient.tmux().configuration().fleeting()
            instanceof Running<Set<PaneId>>(var fleeting))) {
      return; // the server's own check says why
    }
    Map<PaneId, Pane> ours = new LinkedHashMap<>();
    for (Pane pane : all.panes()) {
      if (pane.options().containsKey(RunMarks.RUN)) {
        ours.put(pane.id(), pane);
      }
    }
    findings.accept(
        Finding.pass(NAME, ours.size() + " panes in " + patient.socket() + " are workers'"));
    Set<Path> known = known();
    for (Pane pane : ours.values()) {
      String worker = Printable.of(pane.options().getOrDefault(RunMarks.WORKER, "(unnamed)"));
      if (fleeting.contains(pane.id())) {
        findings.accept(
            Finding.warn(
                    "remain_on_exit",
                    "pane %s of %s goes with its program, and its exit status with it"
                        .formatted(pane.id(), worker),
                    "type: supervisor doctor --fix")
                .fixedBy(
                    "set remain-on-exit on for pane %s of %s".formatted(pane.id(), worker),
                    () -> keep(all.server(), pane)));
      }
      String directory = pane.options().getOrDefault(RunMarks.DIRECTORY, "");
      if (!directory.isEmpty() && !known.contains(Path.of(directory))) {
        findings.accept(
            Finding.warn(
                "session_unknown",
                "pane %s runs worker %s in %s, which this supervisor does not know"
                    .formatted(pane.id(), worker, Printable.of(directory)),
                "look at it: supervisor why --root " + root(directory, worker) + " " + worker));
      }
    }
  }

  private Set<Path> known() {
    return patient.known().stream()
        .map(entry -> Path.of(entry.root(), entry.name()))
        .collect(Collectors.toSet());
  }

  private static String root(String directory, String worker) {
    return directory.endsWith("/" + worker)
        ? Printable.of(directory.substring(0, directory.length() - worker.length() - 1))
        : "DIR";
  }

  private String keep(ServerIdentity server, Pane pane) throws IOException {
    String run = pane.options().getOrDefault(RunMarks.RUN, "");
    Answer<ServerIdentity> answer =
        patient
            .tmux()
            .keep(
                Guarded.of(server, pane.id()).where(RunMarks.RUN, run), Map.of(RunMarks.RUN, run));
    if (answer instanceof Running) {
      return "done";
    }
    throw new IOException("tmux did not do it: " + answer);
  }
}
