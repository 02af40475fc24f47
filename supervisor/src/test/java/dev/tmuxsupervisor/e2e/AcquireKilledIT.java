package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.act.Step;
import dev.tmuxsupervisor.e2e.Launcher.Result;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The server dies of SIGKILL while it ends an agent and takes its lock by hand. Turned red, at
 * every step, when the lock was written before the agent was ended.
 */
@Execution(ExecutionMode.CONCURRENT)
class AcquireKilledIT {
  private static final String[] ACQUIRE = {
    "lock", "acquire", Stage.WORKER, "--reason", "deploy", "--by", "ana", "--force"
  };

  private Stage stage;

  @BeforeEach
  void create() throws IOException {
    stage = Stage.create();
  }

  @AfterEach
  void close() throws IOException {
    stage.close();
  }

  @ParameterizedTest
  @EnumSource(names = "(STOP|RESERVE)_.*", mode = EnumSource.Mode.MATCH_ALL)
  void afterDeathInAnAcquireTheSameAgainSucceeds(Step step) throws Exception {
    MortalServer server = MortalServer.start(stage.launcher());
    stage.spawn().orFail();
    server.dieAt(step);
    Result cut = stage.launcher().run(ACQUIRE);
    server.requireKilled();
    assertThat(cut.exit()).isEqualTo(1);
    assertThat(cut.err()).contains("the server ended while it worked");

    boolean lives = !stage.referee().agents().isEmpty();
    boolean locked = Files.exists(stage.lock());
    assertThat(lives).isEqualTo(step == Step.STOP_SPEC_WRITTEN);
    assertThat(locked).isEqualTo(step != Step.STOP_LOCK_REMOVED && step != Step.RESERVE_READY);
    if (locked) {
      boolean byHand = Referee.lock(stage.lock()).at("/supervisor/by_hand/who").isTextual();
      assertThat(byHand).isEqualTo(step == Step.RESERVE_LOCKED);
    }
    Result why = stage.launcher().run("why", Stage.WORKER).orFail();
    assertThat(why.out()).contains("acquire begun: by ana (deploy), by force");
    assertThat(stage.verdict().equals("reserved")).isEqualTo(step == Step.RESERVE_LOCKED);

    stage.launcher().run(ACQUIRE).orFail();
    assertThat(stage.referee().agents()).isEmpty();
    assertThat(stage.verdict()).isEqualTo("reserved");
    stage.launcher().run("lock", "release", Stage.WORKER).orFail();
    stage.requireDown();
  }
}
