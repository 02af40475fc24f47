package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.tmuxsupervisor.act.Step;
import dev.tmuxsupervisor.e2e.Launcher.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was written down is gone or half done, and still nobody gets a second agent. */
class LostTraceIT {
  private Stage stage;

  @BeforeEach
  void create() throws IOException {
    stage = Stage.create();
  }

  @AfterEach
  void close() throws IOException {
    stage.close();
  }

  /** Red when panes are not marked with the directory: tried by leaving the mark out. */
  @Test
  void anAgentWhoseRuntimeFolderWasRemovedIsFoundEvenUnderAnotherSessionName() throws Exception {
    stage.spawn().orFail();
    long agent = stage.referee().onlyAgent();
    MoreFiles.deleteRecursively(stage.runtime(), RecursiveDeleteOption.ALLOW_INSECURE);

    assertThat(spawnIn("other").exit()).isEqualTo(4);
    assertThat(stage.referee().onlyAgent()).isEqualTo(agent);
    stage.requireOneAgentUnderItsLock(0);
    assertThat(stage.verdict()).isEqualTo("held");
    stage.launcher().run("stop", Stage.WORKER).orFail();
    stage.requireDown();
  }

  /**
   * Red when {@code Spawner.pending} says nothing: the cut-off session could come to be beside it.
   */
  @Test
  void aSpawnThatWasCutOffIsNotRepeatedUnderAnotherSessionName() throws Exception {
    MortalServer server = MortalServer.start(stage.launcher());
    server.dieAt(Step.SPAWN_CLAIMED);
    assertThat(stage.spawn().exit()).isNotZero();
    server.requireKilled();

    Result other = spawnIn("other");
    assertThat(other.exit()).isEqualTo(4);
    assertThat(other.err()).contains("may still come to be").contains("--session");
    assertThat(stage.referee().agents()).isEmpty();

    stage.spawn().orFail();
    stage.requireOneAgentUnderItsLock(1);
  }

  /** Red when the server does not empty its folder at the start. */
  @Test
  void whatAKilledServerSaidToTmuxIsGoneAtTheNextStart() throws Exception {
    stage.launcher().run("version").orFail();
    Path folder = stage.launcher().state().resolve("tmp-default");
    Path left = Files.createDirectory(folder.resolve("tmux-call-1-x"));
    Files.writeString(left.resolve("in"), "a secret");
    for (ProcessHandle server : stage.launcher().servers()) {
      server.destroyForcibly();
      Launcher.awaitEnd(server);
    }
    stage.launcher().run("version").orFail();
    assertThat(left).doesNotExist();
  }

  private Result spawnIn(String session) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(stage.spawning()));
    words.addAll(words.indexOf("--"), List.of("--session", session));
    return stage.launcher().run(words.toArray(String[]::new));
  }
}
