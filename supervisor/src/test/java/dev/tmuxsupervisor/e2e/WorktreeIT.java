package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tmuxsupervisor.e2e.Launcher.Result;
import dev.tmuxsupervisor.e2e.Launcher.Running;
import dev.tmuxsupervisor.worktree.TestRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class WorktreeIT extends OnBench {
  private TestRepository repository(String path) throws Exception {
    return TestRepository.create(
        bench().root().resolve(path), bench().launcher().world().resolve("home"));
  }

  private static String[] beside(String worker) {
    return new String[] {
      "spawn", worker, "--if-held=worktree", "--settle=0s", "--restart=never", "--", "sleep", "1000"
    };
  }

  private static String[] inJson(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add(1, "--json");
    return all.toArray(String[]::new);
  }

  private static JsonNode read(Result result) throws Exception {
    return new ObjectMapper().readTree(result.orFail().out()).path("data");
  }

  private String code(int exit, String... words) throws Exception {
    return bench().json(exit, words).at("/error/code").asText();
  }

  /** The removal of what lives is red when the verdict is not asked for. */
  @Test
  void tenAtOnceGetTenWorktreesWithTenLocksAndAllCanBeRemoved() throws Exception {
    int many = 10;
    TestRepository repository = repository("crew/dave");
    bench().spawn("crew/dave", "sleep", "1000");
    bench().launcher().with("SUPERVISOR_ROOT", bench().root().toString());
    List<Running> running = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      running.add(bench().launcher().start(inJson(beside("crew/dave"))));
    }
    Set<Long> pids = new HashSet<>(Set.of(bench().pidOf("crew/dave")));
    Set<String> workers = new HashSet<>();
    Set<String> branches = new HashSet<>(Set.of("main"));
    for (Running one : running) {
      JsonNode data = read(one.await());
      workers.add(data.path("worker").asText());
      branches.add(data.at("/worktree/branch").asText());
      Path path = Path.of(data.at("/worktree/path").asText());
      assertThat(path.getParent()).isEqualTo(repository.path().resolve(".worktrees/crew"));
      JsonNode lock = new ObjectMapper().readTree(path.resolve(".runtime/agent.lock").toFile());
      pids.add(lock.path("pid").asLong());
      Path cwd = Path.of("/proc/" + lock.path("pid").asLong() + "/cwd");
      Awaitility.await() // between its fork and the agent, tmux is still elsewhere
          .until(() -> Files.readSymbolicLink(cwd).equals(path));
    }
    assertThat(workers).hasSize(many);
    assertThat(pids).hasSize(many + 1);
    assertThat(repository.branches()).containsExactlyInAnyOrderElementsOf(branches);
    assertThat(repository.git("status", "--porcelain")).isEmpty();
    assertThat(bench().data("worktree", "list").path("worktrees")).hasSize(many);

    String one = workers.iterator().next();
    assertThat(code(4, "worktree", "remove", "--force", one)).isEqualTo("LOCK_HELD");
    assertThat(bench().verdict(one)).isEqualTo("held");
    assertThat(bench().run("stop", "crew/dave-*").orFail().out()).hasLineCount(many);
    for (String worker : workers) {
      bench().run("worktree", "remove", worker).orFail();
    }
    assertThat(repository.branches()).containsExactly("main");
    assertThat(repository.git("worktree", "list").lines()).hasSize(1);
    assertThat(bench().data("list").path("workers")).hasSize(1);
    assertThat(bench().verdict("crew/dave")).isEqualTo("held");
  }

  @Test
  void whatAWorktreeHoldsIsKeptUntilForced() throws Exception {
    TestRepository repository = repository("w");
    bench().spawn("w", "sleep", "1000");
    repository.git("branch", "supervisor/w-2");
    Files.createDirectories(repository.path().resolve(".worktrees/w-3"));
    repository.write("file", "not committed");
    Result spawned =
        bench().run("spawn", "w", "--if-held=worktree", "--settle=0s", "--", "sleep", "1000");
    assertThat(spawned.orFail().out())
        .contains("w-4 started", "1 uncommitted", "supervisor worktree remove w-4");
    TestRepository worktree = repository.at(repository.path().resolve(".worktrees/w-4"));
    assertThat(worktree.path().resolve("file")).hasContent("first");
    bench().run("stop", "w-4").orFail();

    Process visitor =
        new ProcessBuilder("sleep", "1000").directory(worktree.path().toFile()).start();
    try {
      assertThat(code(4, "worktree", "remove", "w-4", "--force")).isEqualTo("WORKTREE_REFUSED");
    } finally {
      visitor.destroyForcibly().waitFor();
    }
    worktree.write("file", "changed");
    worktree.git("stash");
    worktree.write("file", "changed again");
    assertThat(code(4, "worktree", "remove", "w-4")).isEqualTo("WORK_WOULD_BE_LOST");
    String commit = worktree.commit("file", "second");
    assertThat(code(4, "worktree", "remove", "w-4")).isEqualTo("WORK_WOULD_BE_LOST");
    JsonNode row = bench().data("worktree", "list").path("worktrees").path(0);
    assertThat(row.path("state").asText()).isEqualTo("stopped");
    assertThat(row.path("unsaved").asInt()).isEqualTo(1);
    Result removed = bench().run("worktree", "remove", "--force", "w-4").orFail();
    assertThat(removed.out()).contains("git branch supervisor/w-4 " + commit);
    assertThat(repository.git("stash", "list").lines()).hasSize(1);
    assertThat(repository.branches()).containsExactly("main", "supervisor/w-2");
    assertThat(code(3, "worktree", "remove", "w-4")).isEqualTo("NO_SUCH_WORKER");
  }

  /** What is in doubt gets no second agent, and a spawn that fails leaves no work tree. */
  @Test
  void onlyAProvenHolderMakesAWorktree() throws Exception {
    TestRepository repository = repository("w");
    bench().strangersLock("w", 1, "nobodys", java.time.Instant.now());
    Files.writeString(bench().lock("w"), "no lock");
    assertThat(code(4, beside("w"))).isEqualTo("LOCK_DAMAGED");
    Files.delete(bench().lock("w"));
    bench().spawn("w", "sleep", "1000");
    bench().tmux("new-session", "-d", "-s", "w-2", "sleep 1000");
    assertThat(code(4, beside("w"))).isEqualTo("SPAWN_REFUSED");
    assertThat(repository.branches()).containsExactly("main");
    assertThat(repository.path().resolve(".worktrees")).isEmptyDirectory();
    bench().spawn("plain", "sleep", "1000");
    assertThat(code(3, beside("plain"))).isEqualTo("NO_REPOSITORY");
  }

  @Test
  void aSpawnWaitsUntilTheWorkerIsFree() throws Exception {
    bench().spawn("w", "sleep", "1000");
    long before = bench().pidOf("w");
    assertThat(code(124, "spawn", "w", "--if-held=wait=0s", "--", "sleep", "1001"))
        .isEqualTo("WAIT_TIMEOUT");
    assertThat(code(2, "spawn", "w", "--if-held=sometimes")).isEqualTo("USAGE");
    bench().launcher().with("SUPERVISOR_ROOT", bench().root().toString());
    Running waiting =
        bench()
            .launcher()
            .start("spawn", "w", "--if-held=wait", "--settle=0s", "--", "sleep", "1001");
    Awaitility.await().until(() -> Files.readString(waiting.err()).contains("waiting for w"));
    assertThat(bench().pidOf("w")).isEqualTo(before);
    bench().run("stop", "w").orFail();
    assertThat(waiting.await().orFail().out()).contains("w started");
    assertThat(bench().pidOf("w")).isNotEqualTo(before);
  }
}
