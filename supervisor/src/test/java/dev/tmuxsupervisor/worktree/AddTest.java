package dev.tmuxsupervisor.worktree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tmuxsupervisor.worktree.WorktreeProblem.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddTest {
  @TempDir private Path temporary = Path.of("");
  private TestRepository repository = TestRepository.in(temporary, temporary);

  @BeforeEach
  void commitOnce() throws Exception {
    repository = TestRepository.create(temporary.resolve("town"), temporary.resolve("home"));
  }

  private static void refuses(Kind kind, ThrowingCallable deed) {
    assertThatThrownBy(deed)
        .isInstanceOfSatisfying(
            WorktreeProblem.class, problem -> assertThat(problem.kind()).isEqualTo(kind));
  }

  @Test
  void aWorktreeHasABranchOfItsOwnAndIsKeptOutOfGit() throws Exception {
    repository.write("file", "not committed");
    Worktree worktree = repository.worktrees().add("crew/dave");
    assertThat(worktree.path()).isEqualTo(repository.path().resolve(".worktrees/crew/dave-2"));
    assertThat(worktree.branch()).isEqualTo("supervisor/crew/dave-2");
    assertThat(worktree.start()).isEqualTo(repository.git("rev-parse", "HEAD"));
    assertThat(worktree.path().resolve("file")).hasContent("first");
    assertThat(repository.git("status", "--porcelain")).isEqualTo("M file");
    repository.worktrees().add("crew/dave");
    assertThat(Files.readAllLines(repository.path().resolve(".git/info/exclude")))
        .containsOnlyOnce("/.worktrees/");
    assertThat(repository.branches())
        .containsExactly("main", "supervisor/crew/dave-2", "supervisor/crew/dave-3");
  }

  /**
   * Red when a directory that is there is no claim, and in one round of twelve when git is asked
   * but once: it stumbles over what another git has half made.
   */
  @Test
  void tenAtOnceGetTenWorktreesAndTenBranches() throws Exception {
    int many = 10;
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Worktree>> futures = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(many)) {
      for (int i = 0; i < many; i++) {
        futures.add(
            threads.submit(() -> {
              Worktrees worktrees = repository.worktrees();
              start.await();
              return worktrees.add("dave");
            }));
      }
      start.countDown();
    }
    Set<String> branches = new HashSet<>();
    for (Future<Worktree> future : futures) {
      Worktree worktree = future.get();
      branches.add(worktree.branch());
      assertThat(repository.at(worktree.path()).git("branch", "--show-current"))
          .isEqualTo(worktree.branch());
      assertThat(repository.at(worktree.path()).git("status", "--porcelain")).isEmpty();
    }
    assertThat(branches).hasSize(many);
    assertThat(repository.branches()).hasSize(many + 1);
    assertThat(Files.readAllLines(repository.path().resolve(".git/info/exclude")))
        .containsOnlyOnce("/.worktrees/");
  }

  @Test
  void whatIsLeftOverTakesItsNumber() throws Exception {
    repository.git("branch", "supervisor/dave-2");
    repository.git("branch", "supervisor/dave-3/more");
    Path left = repository.path().resolve(".worktrees/dave-4/file");
    Files.createDirectories(left.resolveSibling("."));
    Files.writeString(left, "mine");
    Worktree worktree = repository.worktrees().add("dave", "dave-5"::equals);
    assertThat(worktree.name()).isEqualTo("dave-6");
    assertThat(left).hasContent("mine");
  }

  @Test
  void fromAWorktreeItBeginsAtItsCommitAndBelongsToTheMainOne() throws Exception {
    Path other = temporary.resolve("other");
    repository.git("worktree", "add", "-q", "-b", "other", other.toString());
    String ahead = repository.at(other).commit("more", "second");
    Worktree worktree = repository.at(other).worktrees().add("dave");
    assertThat(worktree.path()).isEqualTo(repository.path().resolve(".worktrees/dave-2"));
    assertThat(worktree.start()).isEqualTo(ahead);
    assertThat(repository.at(worktree.path()).git("rev-parse", "HEAD")).isEqualTo(ahead);
  }

  /** Red when git's own variables are let through: a hook that spawns has them set. */
  @Test
  void variablesThatPointElsewhereAreNotFollowed() throws Exception {
    var environment = new java.util.HashMap<>(repository.environment());
    environment.put("GIT_DIR", temporary.resolve("nowhere").toString());
    environment.put("GIT_INDEX_FILE", temporary.resolve("nothing").toString());
    assertThat(Worktrees.of(repository.path(), environment).add("dave").path()).exists();
  }

  @Test
  void theStateOfAWorkerIsNotCopied() throws Exception {
    repository.commit("crew/dave/.runtime/agent.lock", "{}");
    assertThatThrownBy(() -> repository.worktrees().add("dave"))
        .hasMessageContaining("crew/dave/.runtime/agent.lock");
    assertThat(repository.branches()).containsExactly("main");
    assertThat(repository.path().resolve(".worktrees")).doesNotExist();
  }

  /** Red when the failure is not undone. */
  @Test
  void aHookThatFailsLeavesNothing() throws Exception {
    Path hook = repository.path().resolve(".git/hooks/post-checkout");
    Files.createDirectories(hook.resolveSibling("."));
    Files.writeString(hook, "#!/bin/sh\necho no such luck >&2\nexit 3\n");
    assertThat(hook.toFile().setExecutable(true)).isTrue();
    assertThatThrownBy(() -> repository.worktrees().add("crew/dave"))
        .hasMessageContaining("no such luck");
    assertThat(repository.branches()).containsExactly("main");
    assertThat(repository.git("worktree", "list").lines()).hasSize(1);
    assertThat(repository.path().resolve(".worktrees")).isEmptyDirectory();
  }

  @Test
  void whatCannotHaveAWorktreeSaysWhy() throws Exception {
    Path home = temporary.resolve("home");
    TestRepository empty = TestRepository.empty(temporary.resolve("empty"), home);
    refuses(Kind.NO_COMMIT, () -> empty.worktrees().add("dave"));
    Path bare = Files.createDirectory(temporary.resolve("bare"));
    repository.at(bare).git("init", "-q", "--bare");
    refuses(Kind.NO_REPOSITORY, () -> repository.at(bare).worktrees());
    refuses(Kind.NO_REPOSITORY, () -> repository.at(home).worktrees());
    refuses(Kind.NO_GIT, () -> Worktrees.of(home, java.util.Map.of("PATH", "/nowhere")));
    refuses(Kind.REFUSED, () -> repository.worktrees().add("../dave"));
    Files.createSymbolicLink(repository.path().resolve(".worktrees"), home);
    refuses(Kind.REFUSED, () -> repository.worktrees().add("dave"));
    assertThat(repository.branches()).containsExactly("main");
  }

  @Test
  void aLineOfTheUsersOwnIsEnoughAndAnUnfinishedOneIsNotContinued() throws Exception {
    Path exclude = repository.path().resolve(".git/info/exclude");
    Files.createDirectories(exclude.resolveSibling("."));
    Files.writeString(exclude, "*.log");
    repository.worktrees().add("dave");
    assertThat(exclude).hasContent("*.log\n/.worktrees/\n");
    Files.writeString(exclude, ".worktrees\n");
    repository.worktrees().add("dave");
    assertThat(exclude).hasContent(".worktrees\n");
  }
}
