package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Parameters;

/**
 * A verb about one worker or several. One plain name is answered in full; a pattern, or more than
 * one name, gets a line or a JSON object each, and the worst exit code.
 */
abstract class WorkersVerb extends RootedVerb {
  @Parameters(
      index = "0..*",
      arity = "1..*",
      paramLabel = "NAME",
      description =
          "The workers: names such as crew/dave, or patterns in quotes such as 'crew/*' ('**' crosses a /).")
  private List<String> names = List.of();

  /** All that are named, each once; fails when one of the names leads nowhere. */
  final List<Worker> chosen(Desk desk) throws CommandFailure, IOException {
    WorkerFinder finder = new WorkerFinder(desk, root);
    Set<Worker> workers = new LinkedHashSet<>();
    for (String name : names) {
      workers.addAll(finder.matching(name));
    }
    return List.copyOf(workers);
  }

  /** Whether the answer is about several workers, however many they are. */
  final boolean isPlural() {
    return names.size() > 1 || WorkerGlob.isOne(names.getFirst());
  }

  /**
   * Does it to every worker that is named, so many at once; nothing is done when one of the names
   * leads nowhere.
   *
   * @param verb names the JSON schema: of one answer {@code verb}, of several {@code verb_results}
   */
  final int each(Desk desk, String verb, int atOnce, EachWorker.Deed deed)
      throws CommandFailure, IOException, InterruptedException {
    List<Worker> workers = chosen(desk);
    EachWorker each = new EachWorker(desk, verb, json(), deed);
    return isPlural() ? each.all(workers, atOnce) : each.only(workers.getFirst());
  }
}
