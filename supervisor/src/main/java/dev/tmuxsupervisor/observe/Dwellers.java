package dev.tmuxsupervisor.observe;

import dev.tmuxsupervisor.judge.Dweller;
import dev.tmuxsupervisor.judge.RunMark;
import dev.tmuxsupervisor.process.Ancestry;
import dev.tmuxsupervisor.process.Mounts;
import dev.tmuxsupervisor.process.ProcStat;
import dev.tmuxsupervisor.process.ProcessTable;
import dev.tmuxsupervisor.process.WorkingDirectories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Who works in which of some directories, by one look at all processes. */
final class Dwellers {
  private static final String MARKS = "SUPERVISOR_";
  private static final String TERMINALS = "/dev/pts/";

  private final Set<Path> homes;
  private final WorkingDirectories places;
  private final Mounts mounts;
  private final Set<Mounts.Mount> ours;
  private final Ancestry ancestry = new Ancestry();

  private Dwellers(Set<Path> homes, WorkingDirectories places, Mounts mounts) {
    this.homes = homes;
    this.places = places;
    this.mounts = mounts;
    ours = homes.stream().flatMap(home -> mounts.of(home).stream()).collect(Collectors.toSet());
  }

  /** Looks now; the directories are free of symbolic links. */
  static Dwellers of(Set<Path> homes) throws IOException {
    return new Dwellers(homes, WorkingDirectories.read(), Mounts.read());
  }

  /** Programs of which the kernel does not tell where they work. */
  int hidden() throws IOException {
    return places.hiddenPrograms();
  }

  /** Each under the innermost of the directories that it works in. */
  Map<Path, List<Dweller>> byHome() throws IOException {
    Map<String, Path> byKey = new HashMap<>();
    for (Path home : homes) {
      FileKeys.of(home).ifPresent(key -> byKey.put(key, home));
    }
    Map<Path, List<Dweller>> found = new HashMap<>();
    for (Map.Entry<Long, Path> place : places.byPid().entrySet()) {
      Optional<Path> home = home(place.getKey(), place.getValue(), byKey);
      if (home.isPresent()) {
        dweller(place.getKey(), place.getValue())
            .ifPresent(found.computeIfAbsent(home.get(), _ -> new ArrayList<>())::add);
      }
    }
    return found;
  }

  /** By its path, or by what it is: another mount of the directory has another path. */
  private Optional<Path> home(long pid, Path at, Map<String, Path> byKey) {
    for (Path above = at; above != null; above = above.getParent()) {
      if (homes.contains(above)) {
        return Optional.of(above);
      }
    }
    boolean isRoot = at.getNameCount() == 0; // where most of a machine's own programs are
    return isRoot || mayHang(at)
        ? Optional.empty()
        : FileKeys.of(WorkingDirectories.link(pid)).map(byKey::get);
  }

  /** A stranger in a mount that hangs is no reason to hang with it. */
  private boolean mayHang(Path at) {
    return mounts.of(at).filter(it -> it.mayHang() && !ours.contains(it)).isPresent();
  }

  private Optional<Dweller> dweller(long pid, Path at) throws IOException {
    Optional<ProcStat> process = ancestry.process(pid);
    if (process.isEmpty()) {
      return Optional.empty();
    }
    ProcStat stat = process.get();
    List<ProcStat> above = ancestry.above(stat);
    return Optional.of(
        new Dweller(
            pid,
            stat.comm(),
            ProcessTable.arguments(pid),
            at.toString(),
            above.stream().map(ProcStat::pid).toList(),
            stat.session(),
            stat.session() == pid && readsTerminal(pid),
            mark(pid, above)));
  }

  private static boolean readsTerminal(long pid) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "fd", "0"))
          .startsWith(TERMINALS);
    } catch (IOException e) {
      return false; // over, or without an input
    }
  }

  private static Optional<RunMark> mark(long pid, List<ProcStat> above) throws IOException {
    List<String> marks = ProcessTable.assignments(pid, MARKS);
    Optional<String> run = value(marks, "RUN");
    if (run.isEmpty()) {
      return Optional.empty();
    }
    boolean inherited = false;
    for (ProcStat process : above) {
      inherited |=
          Ancestry.isTmuxServer(process)
              && value(ProcessTable.assignments(process.pid(), MARKS), "RUN").equals(run);
    }
    return Optional.of(
        new RunMark(
            value(marks, "WORKER").orElse(""),
            value(marks, "GENERATION").orElse(""),
            run.get(),
            inherited));
  }

  private static Optional<String> value(List<String> assignments, String name) {
    String start = MARKS + name + "=";
    return assignments.stream()
        .filter(it -> it.startsWith(start))
        .map(it -> it.substring(start.length()))
        .findFirst();
  }
}
