package dev.tmuxsupervisor.doctor;

import dev.tmuxsupervisor.judge.Judge;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.observe.Observer;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerFile;
import dev.tmuxsupervisor.worker.WorkerIndex;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
    int gone = 0;
    for (WorkerIndex.Entry entry : entries) {
      Optional<Worker> worker = entry.worker();
      if (worker.isEmpty()) {
        gone++;
      } else {
        verdicts.merge(look(worker.get(), observer, findings).kind(), 1, Integer::sum);
      }
    }
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

  private Verdict look(Worker worker, Observer observer, Consumer<Finding> findings)
      throws IOException {
    Optional<WorkerSpec> spec = Optional.empty();
    try {
      spec = worker.file().read();
    } catch (WorkerFile.Damaged e) {
      findings.accept(
          Finding.fail(
              "worker_file",
              worker.name() + ": " + Printable.of(String.valueOf(e.getMessage())),
              "look at the file, then move it away; spawn writes it anew"));
    }
    Verdict verdict = Judge.judge(observer.look(worker, spec, false));
    new WorkerHealth(patient, worker, spec, verdict).tell(findings);
    return verdict;
  }
}
