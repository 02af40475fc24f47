package dev.tmuxsupervisor.worktree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.tmuxsupervisor.worktree.WorktreeProblem.Kind;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoveTest {
  @TempDir private Path temporary = Path.of("");
  private TestRepository repository = TestRepository.in(temporary, temporary);

  @BeforeEach
  void commitOnce() throws Exception {
    repository = TestRepository.create(temporary.resolve("town"), temporary.resolve("home"));
  }

  private TestRepository add(String name) throws Exception {
    return repository.at(repository.worktrees().add(name).path());
  }

  private Checkout only() throws Exception {
    assertThat(repository.worktrees().list()).hasSize(1);
    return repository.worktrees().list().getFirst();
  }

  private Removed remove(boolean force) throws Exception {
    return repository.worktrees().remove(only(), force);
  }

  private void isKept(Kind kind) throws Exception {
    Checkout checkout = only();
    assertThatThrownBy(() -> remove(false))
        .isInstanceOfSatisfying(
            WorktreeProblem.class, problem -> assertThat(problem.kind()).isEqualTo(kind));
    assertThat(only()).isEqualTo(checkout);
    assertThat(checkout.path()).isDirectory();
    assertThat(repository.branches()).contains(checkout.branch());
  }

  @Test
  void whatHoldsNothingOfItsOwnGoesWithItsBranch() throws Exception {
    TestRepository worktree = add("crew/dave");
    worktree.write(".runtime/agent.lock", "{}");
    worktree.write(".runtime/.gitignore", "*");
    Removed removed = remove(false);
    assertThat(removed.branchDeleted()).isTrue();
    assertThat(worktree.path()).doesNotExist();
    assertThat(repository.path().resolve(".worktrees")).isEmptyDirectory();
    assertThat(repository.branches()).containsExactly("main");
  }

  /** Red without the look at the changes only with --force, since git looks as well. */
  @Test
  void changesAreKeptUnlessForced() throws Exception {
    TestRepository worktree = add("dave");
    worktree.write("new", "mine");
    isKept(Kind.WORK_WOULD_BE_LOST);
    worktree.git("add", "new");
    isKept(Kind.WORK_WOULD_BE_LOST);
    Removed removed = remove(true);
    assertThat(removed.lost().words()).isEqualTo("1 uncommitted change");
    assertThat(worktree.path()).doesNotExist();
  }

  /** Red without the count of commits: git removes such a work tree without a word. */
  @Test
  void commitsThatAreNowhereElseAreKeptUnlessForced() throws Exception {
    TestRepository worktree = add("dave");
    String commit = worktree.commit("file", "second");
    isKept(Kind.WORK_WOULD_BE_LOST);
    worktree.git("checkout", "-q", "--detach");
    String detached = worktree.commit("file", "third");
    worktree.git("tag", "kept", commit);
    isKept(Kind.WORK_WOULD_BE_LOST);
    worktree.git("branch", "feature", detached);
    Work work = repository.worktrees().work(only());
    assertThat(work).isEqualTo(new Work(0, 0, 1, 0));
    worktree.git("branch", "-D", "feature");
    assertThat(remove(true).lost().unsaved()).isEqualTo(1);
  }

  @Test
  void whatWasPushedOrMergedMayGo() throws Exception {
    Path remote = temporary.resolve("remote");
    repository.git("clone", "-q", "--bare", ".", remote.toString());
    repository.git("remote", "add", "origin", remote.toString());
    TestRepository pushed = add("dave");
    pushed.commit("file", "second");
    pushed.git("push", "-q", "-u", "origin", "HEAD");
    assertThat(remove(false).branchDeleted()).isTrue();
    assertThat(repository.git("config", "--local", "--list")).doesNotContain("branch.supervisor");
    TestRepository merged = add("dave");
    String commit = merged.commit("file", "third");
    repository.git("merge", "-q", "--ff-only", commit);
    assertThat(remove(false).branchDeleted()).isTrue();
    assertThat(repository.branches()).containsExactly("main");
  }

  @Test
  void stashesAndOtherWorktreesStayAsTheyAre() throws Exception {
    Path other = temporary.resolve("other");
    repository.git("worktree", "add", "-q", "-b", "other", other.toString());
    repository.git("worktree", "add", "-q", "-b", "ralph/x", ".worktrees/x");
    Path gone = temporary.resolve("gone");
    repository.git("worktree", "add", "-q", "-b", "away", gone.toString());
    MoreFiles.deleteRecursively(gone, RecursiveDeleteOption.ALLOW_INSECURE); // perhaps unplugged
    String others = repository.git("worktree", "list");
    TestRepository worktree = add("dave");
    worktree.write("file", "stashed");
    worktree.git("stash");
    String stash = repository.git("stash", "list", "--format=%H %gs");
    remove(true);
    assertThat(repository.git("stash", "list", "--format=%H %gs")).isNotEmpty().isEqualTo(stash);
    assertThat(repository.git("worktree", "list")).isEqualTo(others);
    assertThat(repository.branches()).containsExactly("away", "main", "other", "ralph/x");
  }

  @Test
  void whatGitKeepsLockedIsKeptEvenByForce() throws Exception {
    TestRepository worktree = add("dave");
    repository.git("worktree", "lock", worktree.path().toString());
    assertThatThrownBy(() -> remove(true)).hasMessageContaining("locked");
    assertThat(worktree.path()).isDirectory();
  }

  @Test
  void aDirectoryThatIsGoneLeavesItsCommits() throws Exception {
    TestRepository worktree = add("dave");
    worktree.commit("file", "second");
    MoreFiles.deleteRecursively(worktree.path(), RecursiveDeleteOption.ALLOW_INSECURE);
    assertThat(only().exists()).isFalse();
    assertThatThrownBy(() -> remove(false)).hasMessageContaining("1 commit that is nowhere else");
    repository.git("branch", "kept", "supervisor/dave-2");
    assertThat(remove(false).branchDeleted()).isTrue();
    assertThat(repository.branches()).containsExactly("kept", "main");
  }

  @Test
  void aBranchThatIsCheckedOutElsewhereStays() throws Exception {
    TestRepository worktree = add("dave");
    worktree.git("checkout", "-q", "--detach");
    repository.git("checkout", "-q", "supervisor/dave-2");
    assertThat(remove(false).branchDeleted()).isFalse();
    assertThat(repository.branches()).contains("supervisor/dave-2");
  }
}
