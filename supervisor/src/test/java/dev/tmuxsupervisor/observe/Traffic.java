package dev.tmuxsupervisor.observe;

import dev.tmuxsupervisor.process.Children;
import dev.tmuxsupervisor.process.ForkedJvm;
import dev.tmuxsupervisor.process.ProcessIdentity;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Sixteen processes that take and release the locks of four workers, in one real session. */
final class Traffic {
  private static final int PROCESSES = 16;
  private static final int WORKERS = 4;

  private final Children children = new Children();
  private final List<Process> processes = new ArrayList<>();
  private final List<Worker> workers = new ArrayList<>();
  private final TmuxWorld world = TmuxWorld.create();
  private final ProcessIdentity dead;

  Traffic(long seed) throws Exception {
    world.spawn("sleep", "86400");
    Process ended = children.start("sleep", "86400");
    dead = Children.identity(ended);
    ended.destroyForcibly().waitFor();
    List<Object> arguments = new ArrayList<>();
    arguments.add(world.worker().directory());
    arguments.add(dead.pid());
    arguments.add(dead.startTicks());
    arguments.add(seed);
    Path root = world.worker().root();
    for (int i = 0; i < WORKERS; i++) {
      Files.createDirectories(root.resolve("w" + i));
      Worker worker = Worker.resolve(root, new WorkerName("w" + i));
      worker.runtime().create();
      workers.add(worker);
      arguments.add(worker.directory());
    }
    Random seeds = new Random(seed);
    for (int i = 0; i < PROCESSES; i++) {
      arguments.set(3, seeds.nextLong());
      processes.add(
          children.start(
              Map.of(), ForkedJvm.ofTests().command(TrafficMain.class, arguments.toArray())));
    }
    counts(); // all of them are at it
  }

  /**
   * What happened so far.
   *
   * @param taken locks that were taken
   * @param left locks that were left behind as those of a dead process
   * @param lost living locks that were gone, or another's, when their holder looked for them
   */
  record Counts(long taken, long left, long lost) {
    Counts plus(Counts more) {
      return new Counts(taken + more.taken, left + more.left, lost + more.lost);
    }

    Counts since(Counts before) {
      return new Counts(taken - before.taken, left - before.left, lost - before.lost);
    }
  }

  /** Asks each process, which answers when it has looked for the lock that it holds. */
  Counts counts() throws IOException {
    Counts sum = new Counts(0, 0, 0);
    for (Process process : processes) {
      process.getOutputStream().write('?');
      process.getOutputStream().flush();
    }
    for (Process process : processes) {
      String[] words = Children.line(process).split(" ", -1);
      sum =
          sum.plus(
              new Counts(
                  Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2])));
    }
    return sum;
  }

  List<Worker> workers() {
    return List.copyOf(workers);
  }

  /** The process in whose name locks are left behind. */
  ProcessIdentity dead() {
    return dead;
  }

  Observer observer() {
    return world.observer();
  }

  void close() throws Exception {
    children.close();
    world.close();
  }
}
