package dev.tmuxsupervisor.observe;

import dev.tmuxsupervisor.judge.Dweller;
import dev.tmuxsupervisor.judge.Evidence;
import dev.tmuxsupervisor.judge.Holder;
import dev.tmuxsupervisor.judge.MarkedPane;
import dev.tmuxsupervisor.judge.Premises;
import dev.tmuxsupervisor.judge.Premises.Place;
import dev.tmuxsupervisor.judge.SessionLeg;
import dev.tmuxsupervisor.lock.Holding;
import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.process.ProcessTable;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.RunMarks;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerFile;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Looks who works in the directories of workers. It concludes nothing. */
public final class Neighbourhood {
  private final Observer observer;
  private final TmuxLooks looks;
  private final TmuxSocket usual;

  /**
   * What was seen.
   *
   * @param hidden programs of which the kernel does not tell where they work, mostly other users'
   * @param unseen what could not be looked at, in words
   */
  public record Seen(List<Premises> premises, int hidden, List<String> unseen) {}

  /** What is known of a worker before anybody looks around in its directory. */
  private record Known(Worker worker, Optional<WorkerSpec> spec, Evidence evidence) {}

  /** Looks with these eyes; the usual socket is asked beside those that the workers name. */
  public Neighbourhood(Observer observer, TmuxLooks looks, TmuxSocket usual) {
    this.observer = observer;
    this.looks = looks;
    this.usual = usual;
  }

  /** Looks once at all processes, and once at each tmux server that these workers know. */
  public Seen look(List<Worker> workers) throws IOException {
    List<String> unseen = new ArrayList<>();
    Map<String, List<Known>> byDirectory = new LinkedHashMap<>();
    for (Worker worker : workers) {
      Known known = known(worker, unseen);
      String key = FileKeys.of(worker.directory()).orElse(worker.directory().toString());
      byDirectory.computeIfAbsent(key, _ -> new ArrayList<>()).add(known);
    }
    Set<Path> homes = new HashSet<>();
    workers.forEach(worker -> homes.add(worker.directory()));
    Dwellers dwellers = Dwellers.of(homes);
    Map<Path, List<Dweller>> byHome = dwellers.byHome();
    MarkedPanes panes = new MarkedPanes(looks, sockets(byDirectory.values()), unseen);
    List<Premises> premises = new ArrayList<>();
    for (List<Known> names : byDirectory.values()) {
      premises.add(premises(names, byHome, panes));
    }
    return new Seen(List.copyOf(premises), dwellers.hidden(), List.copyOf(unseen));
  }

  /**
   * Looks at one directory as if its worker had no agent, and asks no tmux: all that works there
   * was there before the agent that is to be started.
   */
  public static Premises before(Worker worker) throws IOException {
    List<Dweller> dwellers =
        Dwellers.of(Set.of(worker.directory()))
            .byHome()
            .getOrDefault(worker.directory(), List.of());
    return new Premises(
        List.of(place(worker)),
        isCheckout(worker),
        Optional.empty(),
        Set.of(),
        spec(worker, new ArrayList<>()).map(WorkerSpec::argv).orElse(List.of()),
        dwellers,
        List.of());
  }

  /** A worker by its name and by where it is. */
  public static Place place(Worker worker) {
    return new Place(worker.name().text(), worker.root().toString(), worker.directory().toString());
  }

  /** Whether its directory is a working copy of its own. */
  public static boolean isCheckout(Worker worker) {
    return Files.exists(worker.directory().resolve(".git"), LinkOption.NOFOLLOW_LINKS);
  }

  private Known known(Worker worker, List<String> unseen) throws IOException {
    Optional<WorkerSpec> spec = spec(worker, unseen);
    return new Known(worker, spec, observer.look(worker, spec, false));
  }

  private static Optional<WorkerSpec> spec(Worker worker, List<String> unseen) throws IOException {
    try {
      return worker.file().read();
    } catch (WorkerFile.Damaged e) {
      unseen.add(worker.name() + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  private Premises premises(List<Known> names, Map<Path, List<Dweller>> byHome, MarkedPanes panes)
      throws IOException {
    Known first = names.getFirst();
    Set<Path> directories = new LinkedHashSet<>();
    names.forEach(known -> directories.add(known.worker().directory()));
    List<Dweller> dwellers = new ArrayList<>();
    List<MarkedPane> marked = new ArrayList<>();
    for (Path directory : directories) {
      dwellers.addAll(byHome.getOrDefault(directory, List.of()));
      marked.addAll(panes.of(directory));
    }
    return new Premises(
        names.stream().map(known -> place(known.worker())).distinct().toList(),
        isCheckout(first.worker()),
        holder(first.evidence()),
        runs(first),
        first.spec().map(WorkerSpec::argv).orElse(List.of()),
        dwellers,
        marked);
  }

  /** The run of the lock; without a lock, that of the pane which is still there. */
  private static Set<String> runs(Known known) {
    Set<String> runs = new HashSet<>();
    holding(known.evidence()).map(Holding::run).ifPresent(runs::add);
    if (known.evidence().session() instanceof SessionLeg.There(var sighting, _)) {
      Optional.ofNullable(sighting.marks().get(RunMarks.RUN)).ifPresent(runs::add);
    }
    return runs;
  }

  private static Optional<Holding> holding(Evidence evidence) {
    return evidence.lock() instanceof LockReading.Present present
        ? present.lock().holding()
        : Optional.empty();
  }

  private static Optional<Holder> holder(Evidence evidence) throws IOException {
    OptionalLong pid = Holder.pid(evidence);
    if (pid.isEmpty()) {
      return Optional.empty();
    }
    boolean adopted =
        evidence.session() instanceof SessionLeg.There(var sighting, _)
            && sighting.marks().containsKey(RunMarks.ADOPTED);
    return Optional.of(
        new Holder(
            pid.getAsLong(),
            String.join(" ", ProcessTable.arguments(pid.getAsLong())),
            holding(evidence).isPresent() && !adopted,
            ProcessTable.workingDirectory(pid.getAsLong()).map(Path::toString),
            ProcessTable.variable(pid.getAsLong(), "PWD")));
  }

  private Set<TmuxSocket> sockets(Iterable<List<Known>> all) {
    Set<TmuxSocket> sockets = new LinkedHashSet<>();
    sockets.add(usual);
    for (List<Known> names : all) {
      for (Known known : names) {
        known.spec().ifPresent(spec -> sockets.add(new TmuxSocket(spec.socket())));
        holding(known.evidence())
            .ifPresent(holding -> sockets.add(new TmuxSocket(holding.socket())));
      }
    }
    return sockets;
  }
}
