package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.client.Speaker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many spawns of one worker at the same instant, through two servers, and who won. */
final class Race {
  private final Stage stage;
  private final int launchers;
  private final int speakers;
  private final CountDownLatch over = new CountDownLatch(1);

  /** Exit codes of all spawns, how many releases went beside them, and the most agents seen. */
  record Finish(List<Integer> exits, long releases, int mostAgents) {
    long winners() {
      return exits.stream().filter(exit -> exit == 0).count();
    }
  }

  Race(Stage stage, int launchers, int speakers) {
    this.stage = stage;
    this.launchers = launchers;
    this.speakers = speakers;
  }

  Finish run() throws IOException, InterruptedException, ExecutionException {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      List<Future<Integer>> spawns = new ArrayList<>();
      for (int i = 0; i < launchers + speakers; i++) {
        Callable<Integer> spawn = i < launchers ? launched(server(i)) : spoken(server(i));
        spawns.add(
            threads.submit(() -> {
              start.await();
              return spawn.call();
            }));
      }
      Future<Long> releases = threads.submit(this::release);
      Future<Integer> agents = threads.submit(this::watch);
      start.countDown();
      List<Integer> exits = new ArrayList<>();
      try {
        for (Future<Integer> spawn : spawns) {
          exits.add(spawn.get());
        }
      } finally {
        over.countDown();
      }
      return new Finish(exits, releases.get(), agents.get());
    }
  }

  /** Two servers: what excludes is the kernel's flock, and nothing within one process. */
  private static String server(int spawner) {
    return spawner % 2 == 0 ? "a" : "b";
  }

  private Callable<Integer> launched(String server) {
    List<String> words = new ArrayList<>(List.of("-L", server));
    words.addAll(List.of(stage.spawning()));
    return () -> stage.launcher().run(words.toArray(String[]::new)).exit();
  }

  private Callable<Integer> spoken(String server) throws IOException {
    Speaker speaker = stage.speaker(server);
    return () -> speaker.say(stage.spawning()).exit();
  }

  private long release() throws IOException {
    Speaker speaker = stage.speaker("b");
    long releases = 0;
    while (over.getCount() > 0) {
      assertThat(speaker.say("lock", "release", Stage.WORKER).exit()).isIn(0, 3, 4);
      releases++;
    }
    return releases;
  }

  private int watch() throws IOException {
    int most = 0;
    while (over.getCount() > 0) {
      most = Math.max(most, stage.referee().agents().size());
    }
    return most;
  }
}
