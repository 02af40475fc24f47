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

  private Fleet fleet;

  @BeforeEach
  void create() throws Exception {
    fleet = Fleet.create();
  }

  @AfterEach
  void close() throws IOException {
    fleet.close();
  }

  @Test
  void anAgentComesBackInItsPaneHoweverOftenItIsKilled() throws Exception {
    fleet.spawn(WORKER);
    String session = fleet.held(WORKER, "tmux_session");
    String pane = fleet.held(WORKER, "tmux_pane");
    for (int generation = 1; generation <= KILLS; generation++) {
      assertThat(fleet.generation(WORKER)).isEqualTo(generation);
      fleet.signal(fleet.agent(WORKER), "KILL");
      fleet.awaitGeneration(WORKER, generation + 1);
      fleet.requireOneAgent(WORKER);
      assertThat(fleet.held(WORKER, "tmux_session")).isEqualTo(session);
      assertThat(fleet.held(WORKER, "tmux_pane")).isEqualTo(pane);
    }
    assertThat(fleet.runs(WORKER)).hasSize(Math.min(KILLS, 10)).contains(KILLS + ".json");
    fleet.requireTidy(WORKER);
    assertThat(fleet.events("restart")).hasSize(KILLS);
    assertThat(fleet.tmux("list-panes", "-a")).hasLineCount(1);
  }

  /**
   * Red when {@code Attempt.endTree} does nothing: those that outlive their session stay beside the
   * new agent.
   */
  @Test
  void aKilledSessionIsMadeAgainAndWhatOutlivedItIsEnded() throws Exception {
    List<List<String>> agents = MassDeathIT.KINDS;
    for (int i = 0; i < agents.size(); i++) {
      fleet.spawn("crew/w" + i, Fleet.RESTLESS, agents.get(i).toArray(String[]::new));
    }
    for (String worker : Fleet.names(agents.size())) {
      Fleet.await().until(() -> fleet.referee(worker).agents().size() == 1);
      fleet.tmux("kill-session", "-t", "=" + worker);
    }
    assertThat(fleet.recoverAll()).doesNotContain("stuck", "not_started");
    for (String worker : Fleet.names(agents.size())) {
      fleet.awaitGeneration(worker, 2);
      fleet.requireOneAgent(worker);
      assertThat(fleet.generation(worker)).isEqualTo(2);
    }
  }

  @Test
  void theOtherPaneOfASplitWindowOutlivesTheAgent() throws Exception {
    fleet.spawn(WORKER);
    fleet.tmux("split-window", "-d", "-t", "=" + WORKER + ":", "exec sleep 999");
    List<String> panes = panes();
    assertThat(panes).hasSize(2);
    long agent = fleet.agent(WORKER);
    fleet.signal(agent, "KILL");
    fleet.awaitGeneration(WORKER, 2);
    fleet.requireOneAgent(WORKER);
    assertThat(panes()).hasSize(2);
    assertThat(panes().getLast()).as("pane id and pid").isEqualTo(panes.getLast());
  }

  private List<String> panes() throws Exception {
    return fleet.tmux("list-panes", "-a", "-F", "#{pane_id} #{pane_pid}").lines().toList();
  }

  @Test
  void aRenamedSessionIsFollowedByTheLockAndByTheNextAgent() throws Exception {
    fleet.spawn(WORKER);
    fleet.tmux("rename-session", "-t", "=" + WORKER, "elsewhere");
    fleet.recover(WORKER);
    assertThat(fleet.lock(WORKER).path("session_id").asText()).isEqualTo("elsewhere");
    fleet.signal(fleet.agent(WORKER), "KILL");
    fleet.awaitGeneration(WORKER, 2);
    fleet.requireOneAgent(WORKER);
    fleet.tmux("kill-session", "-t", "=elsewhere");
    fleet.awaitGeneration(WORKER, 3);
    fleet.requireOneAgent(WORKER);
    assertThat(fleet.lock(WORKER).path("session_id").asText()).isEqualTo("elsewhere");
  }

  /** Red when the sweep looks for no lost traces: nobody knows the worker then. */
  @Test
  void aLivingAgentWhoseFilesWereRemovedGetsItsLockBack() throws Exception {
    fleet.spawn(WORKER);
    long agent = fleet.agent(WORKER);
    String pane = fleet.held(WORKER, "tmux_pane");
    fleet.recoverAll(); // the sweep knows the tmux server now
    com.google.common.io.MoreFiles.deleteRecursively(
        fleet.runtime(WORKER), com.google.common.io.RecursiveDeleteOption.ALLOW_INSECURE);
    fleet.recoverAll(); // asks for a sweep; the next would come by itself
    Fleet.await().until(() -> java.nio.file.Files.exists(fleet.lockFile(WORKER)));
    assertThat(fleet.agent(WORKER)).isEqualTo(agent);
    assertThat(fleet.lock(WORKER).path("pid").asLong()).isEqualTo(agent);
    assertThat(fleet.held(WORKER, "tmux_pane")).isEqualTo(pane);
  }
}
