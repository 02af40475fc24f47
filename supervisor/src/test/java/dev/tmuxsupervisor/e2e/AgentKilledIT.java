package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever kills an agent, its pane or its session finds it running again. */
class AgentKilledIT {
  private static final int KILLS = Integer.getInteger("recover.kills", 12);
  private static final String WORKER = "crew/dave";

  private Crew crew;

  @BeforeEach
  void create() throws Exception {
    crew = Crew.create();
  }

  @AfterEach
  void close() throws IOException {
    crew.close();
  }

  @Test
  void anAgentComesBackInItsPaneHoweverOftenItIsKilled() throws Exception {
    crew.spawn(WORKER);
    String session = crew.held(WORKER, "tmux_session");
    String pane = crew.held(WORKER, "tmux_pane");
    for (int generation = 1; generation <= KILLS; generation++) {
      assertThat(crew.generation(WORKER)).isEqualTo(generation);
      crew.signal(crew.agent(WORKER), "KILL");
      crew.awaitGeneration(WORKER, generation + 1);
      crew.requireOneAgent(WORKER);
      assertThat(crew.held(WORKER, "tmux_session")).isEqualTo(session);
      assertThat(crew.held(WORKER, "tmux_pane")).isEqualTo(pane);
    }
    assertThat(crew.runs(WORKER)).hasSize(Math.min(KILLS, 10)).contains(KILLS + ".json");
    crew.requireTidy(WORKER);
    assertThat(crew.events("restart")).hasSize(KILLS);
    assertThat(crew.tmux("list-panes", "-a")).hasLineCount(1);
  }

  /**
   * Red when {@code Attempt.endTree} does nothing: those that outlive their session stay beside the
   * new agent.
   */
  @Test
  void aKilledSessionIsMadeAgainAndWhatOutlivedItIsEnded() throws Exception {
    List<List<String>> agents = MassDeathIT.KINDS;
    for (int i = 0; i < agents.size(); i++) {
      crew.spawn("crew/w" + i, Crew.RESTLESS, agents.get(i).toArray(String[]::new));
    }
    for (String worker : Crew.names(agents.size())) {
      Crew.await().until(() -> crew.referee(worker).agents().size() == 1);
      crew.tmux("kill-session", "-t", "=" + worker);
    }
    assertThat(crew.recoverAll()).doesNotContain("stuck", "not_started");
    for (String worker : Crew.names(agents.size())) {
      crew.awaitGeneration(worker, 2);
      crew.requireOneAgent(worker);
      assertThat(crew.generation(worker)).isEqualTo(2);
    }
  }

  @Test
  void theOtherPaneOfASplitWindowOutlivesTheAgent() throws Exception {
    crew.spawn(WORKER);
    crew.tmux("split-window", "-d", "-t", "=" + WORKER + ":", "exec sleep 999");
    List<String> panes = panes();
    assertThat(panes).hasSize(2);
    long agent = crew.agent(WORKER);
    crew.signal(agent, "KILL");
    crew.awaitGeneration(WORKER, 2);
    crew.requireOneAgent(WORKER);
    assertThat(panes()).hasSize(2);
    assertThat(panes().getLast()).as("pane id and pid").isEqualTo(panes.getLast());
  }

  private List<String> panes() throws Exception {
    return crew.tmux("list-panes", "-a", "-F", "#{pane_id} #{pane_pid}").lines().toList();
  }

  @Test
  void aRenamedSessionIsFollowedByTheLockAndByTheNextAgent() throws Exception {
    crew.spawn(WORKER);
    crew.tmux("rename-session", "-t", "=" + WORKER, "elsewhere");
    crew.recover(WORKER);
    assertThat(crew.lock(WORKER).path("session_id").asText()).isEqualTo("elsewhere");
    crew.signal(crew.agent(WORKER), "KILL");
    crew.awaitGeneration(WORKER, 2);
    crew.requireOneAgent(WORKER);
    crew.tmux("kill-session", "-t", "=elsewhere");
    crew.awaitGeneration(WORKER, 3);
    crew.requireOneAgent(WORKER);
    assertThat(crew.lock(WORKER).path("session_id").asText()).isEqualTo("elsewhere");
  }

  /** Red when the sweep looks for no lost traces: nobody knows the worker then. */
  @Test
  void aLivingAgentWhoseFilesWereRemovedGetsItsLockBack() throws Exception {
    crew.spawn(WORKER);
    long agent = crew.agent(WORKER);
    String pane = crew.held(WORKER, "tmux_pane");
    crew.recoverAll(); // the sweep knows the tmux server now
    com.google.common.io.MoreFiles.deleteRecursively(
        crew.runtime(WORKER), com.google.common.io.RecursiveDeleteOption.ALLOW_INSECURE);
    crew.recoverAll(); // asks for a sweep; the next would come by itself
    Crew.await().until(() -> java.nio.file.Files.exists(crew.lockFile(WORKER)));
    assertThat(crew.agent(WORKER)).isEqualTo(agent);
    assertThat(crew.lock(WORKER).path("pid").asLong()).isEqualTo(agent);
    assertThat(crew.held(WORKER, "tmux_pane")).isEqualTo(pane);
  }
}
