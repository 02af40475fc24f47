package dev.tmuxsupervisor.doctor;

import dev.tmuxsupervisor.judge.Disposal;
import dev.tmuxsupervisor.judge.Evidence;
import dev.tmuxsupervisor.judge.Judge;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.observe.Observer;
import dev.tmuxsupervisor.process.BootTime;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.worker.Desired;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerFile;
import dev.tmuxsupervisor.worker.WorkerIndex;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The workers that lie on one file system, which hang together if it does.
 *
 * @param where that file system
 */
record Workers(Patient patient, String where, List<WorkerIndex.Entry> entries) {
  private static final String NAME = "workers";

  Check check() {
    return new Check(Group.WORKERS, NAME, "the workers in " + where, this::look);
  }

  private void look(Consumer<Finding> findings) throws IOException {
    Observer observer = patient.observer();
    Map<Verdict.Kind, Integer> verdicts = new EnumMap<>(Verdict.Kind.class);
    Set<Path> sockets = new TreeSet<>();
    int gone = 0;
    for (WorkerIndex.Entry entry : entries) {
      Optional<Worker> worker = entry.worker();
      if (worker.isEmpty()) {
        gone++;
      } else {
        verdicts.merge(look(worker.get(), observer, sockets, findings).kind(), 1, Integer::sum);
      }
    }
    elsewhere(sockets).ifPresent(findings);
    String counts =
        verdicts.entrySet().stream()
            .map(it -> it.getValue() + " " + it.getKey().name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    findings.accept(
        Finding.pass(
            NAME,
            "%s: %s%s"
                .formatted(
                    where,
                    counts.isEmpty() ? "no worker" : counts,
                    gone == 0 ? "" : "; " + gone + " that once were are gone, which is fine")));
  }

  /** A new worker beside others goes where they are not, mostly since TMUX_TMPDIR is another. */
  private Optional<Finding> elsewhere(Set<Path> sockets) {
    if (sockets.isEmpty() || sockets.contains(patient.socket().path())) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.warn(
            "tmux_socket_other",
            "commands go to %s, and all workers in %s that are wanted up are at %s"
                .formatted(patient.socket(), where, sockets),
            "unless you want that: export SUPERVISOR_TMUX_SOCKET=" + sockets.iterator().next()));
  }

  private Verdict look(
      Worker worker, Observer observer, Set<Path> sockets, Consumer<Finding> findings)
      throws IOException {
    Optional<WorkerSpec> spec = Optional.empty();
    boolean damaged = false;
    try {
      spec = worker.file().read();
    } catch (WorkerFile.Damaged e) {
      damaged = true;
      findings.accept(
          Finding.fail(
              "worker_file",
              worker.name() + ": " + Printable.of(String.valueOf(e.getMessage())),
              "look at the file, then move it away; spawn writes it anew"));
    }
    spec.filter(it -> it.desired() == Desired.UP).ifPresent(it -> sockets.add(it.socket()));
    Evidence evidence = observer.look(worker, spec, false);
    Verdict verdict = Judge.judge(evidence);
    Disposal disposal =
        damaged
            ? new Disposal.Keep(verdict, "whether it is wanted cannot be read")
            : Disposal.of(evidence, spec, BootTime.now());
    new WorkerHealth(patient, worker, spec, verdict, disposal).tell(findings);
    return verdict;
  }
}
