package dev.tmuxsupervisor.observe;

import static org.awaitility.Awaitility.await;

import dev.tmuxsupervisor.judge.Collision;
import dev.tmuxsupervisor.judge.CollisionRule;
import dev.tmuxsupervisor.process.ProcessTable;
import dev.tmuxsupervisor.process.WorkingDirectories;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Several workers on one tmux server, and whoever else works in their directories. */
final class Town {
  private final TmuxWorld world;
  private final Path directory;
  private final List<Worker> workers = new ArrayList<>();
  private final List<Process> programs = new ArrayList<>();

  private Town(TmuxWorld world) {
    this.world = world;
    this.directory = world.socket().resolveSibling("town");
  }

  static Town create() throws Exception {
    return new Town(TmuxWorld.create());
  }

  TmuxWorld world() {
    return world;
  }

  /** A worker that is known from now on. */
  Worker worker(String name) throws Exception {
    Worker worker = world.worker(name);
    workers.add(worker);
    return worker;
  }

  /** Says that a worker is known under this name too. */
  void know(Worker worker) {
    workers.add(worker);
  }

  /** A program that does nothing, and is called so. */
  String called(String name) throws IOException {
    Path program = directory.resolveSibling("bin").resolve(name);
    Files.createDirectories(program.getParent());
    if (!Files.exists(program)) {
      Files.copy(Path.of("/bin/sleep").toRealPath(), program);
    }
    return program.toString();
  }

  /** Starts a program that works there; it is at it when this returns. */
  Process start(Path there, Map<String, String> environment, String... argv) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(argv).directory(there.toFile());
    builder.environment().put("PWD", there.toString());
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(Path.of("/dev/null").toFile());
    Process process = builder.start();
    programs.add(process);
    return process;
  }

  /** Waits until so many processes called by this name work in and below the directory. */
  void awaitPrograms(Path there, String name, int count) {
    await().until(() -> named(there, name) == count);
  }

  private static int named(Path there, String name) throws IOException {
    int found = 0;
    for (long pid : dwellers(there)) {
      List<String> words = ProcessTable.arguments(pid);
      found += !words.isEmpty() && words.getFirst().endsWith(name) ? 1 : 0;
    }
    return found;
  }

  List<Collision> collisions() throws IOException {
    return CollisionRule.among(world.neighbourhood().look(workers).premises());
  }

  List<String> kinds() throws IOException {
    return collisions().stream().map(Collision::kind).toList();
  }

  private static List<Long> dwellers(Path there) throws IOException {
    return WorkingDirectories.read().byPid().entrySet().stream()
        .filter(place -> place.getValue().startsWith(there))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Ends everything. */
  void close() throws Exception {
    programs.forEach(Process::destroyForcibly);
    for (long pid : dwellers(directory.toRealPath())) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
    world.close();
  }
}
