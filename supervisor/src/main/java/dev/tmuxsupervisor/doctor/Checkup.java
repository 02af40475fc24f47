package dev.tmuxsupervisor.doctor;

import dev.tmuxsupervisor.process.Mounts;
import dev.tmuxsupervisor.process.Mounts.Mount;
import dev.tmuxsupervisor.worker.WorkerIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which checks there are for one patient. Nothing is looked at yet, as looking may hang. */
public final class Checkup {
  private final Patient patient;
  private final Mounts mounts;

  private Checkup(Patient patient, Mounts mounts) {
    this.patient = patient;
    this.mounts = mounts;
  }

  /** All checks but those that only the caller can make. */
  public static List<Check> of(Patient patient) throws IOException {
    return new Checkup(patient, Mounts.read()).checks();
  }

  private List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    checks.add(new TmuxProgram(patient).check());
    checks.add(new TmuxServer(patient).check());
    checks.add(new TmuxProcesses().check());
    checks.add(new TmuxPanes(patient).check());
    checks.add(new OwnFiles(patient).check());
    Set<Path> roots = roots();
    Map<String, List<WorkerIndex.Entry>> entries = new LinkedHashMap<>();
    Map<String, List<Path>> directories = new LinkedHashMap<>();
    Map<Mount, Path> systems = new LinkedHashMap<>();
    for (Path root : roots) {
      checks.add(new FleetFiles(root).check());
      note(root, systems, directories);
    }
    for (WorkerIndex.Entry entry : patient.known()) {
      Path directory = Path.of(entry.root(), entry.name());
      entries.computeIfAbsent(where(directory), _ -> new ArrayList<>()).add(entry);
      note(directory, systems, directories);
    }
    entries.forEach((where, some) -> checks.add(new Workers(patient, where, some).check()));
    systems.forEach((mount, path) -> checks.add(new FileSystem(mount, path, "workers").check()));
    Map<Mount, Path> own = new LinkedHashMap<>();
    mounts.of(patient.state()).ifPresent(mount -> own.putIfAbsent(mount, patient.state()));
    own.keySet().removeAll(systems.keySet());
    own.forEach((mount, path) -> checks.add(new FileSystem(mount, path, "our own files").check()));
    Set<String> asked = WorkTrees.nobodyAsked();
    directories.forEach(
        (where, some) -> checks.add(new WorkTrees(patient, where, some, asked).check()));
    checks.add(new Neighbours(patient).check());
    return List.copyOf(checks);
  }

  private Set<Path> roots() {
    Set<Path> roots = new LinkedHashSet<>();
    roots.add(patient.root());
    patient.known().forEach(entry -> roots.add(Path.of(entry.root())));
    return roots;
  }

  private void note(Path directory, Map<Mount, Path> systems, Map<String, List<Path>> directories) {
    mounts.of(directory).ifPresent(mount -> systems.putIfAbsent(mount, directory));
    directories.computeIfAbsent(where(directory), _ -> new ArrayList<>()).add(directory);
  }

  private String where(Path directory) {
    return mounts.of(directory).map(mount -> mount.point().toString()).orElse("/");
  }
}
