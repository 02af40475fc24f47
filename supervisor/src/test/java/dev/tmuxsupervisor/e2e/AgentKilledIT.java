package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever kills an agent, its pane or its session finds it running again. */
class AgentKilledIT {
  private static final int KILLS = Integer.getInteger("recover.kills", 12);

  private static Crew crew;

  @BeforeAll
  static void create() throws Exception {
    crew = Crew.create();
  }

  @AfterAll
  static void close() throws IOException {
    crew.close();
  }

  @Test
  void anAgentComesBackInItsPaneHoweverOftenItIsKilled() throws Exception {
    String worker = "crew/again";
    crew.spawn(worker);
    String session = crew.held(worker, "tmux_session");
    String pane = crew.held(worker, "tmux_pane");
    for (int generation = 1; generation <= KILLS; generation++) {
      assertThat(crew.generation(worker)).isEqualTo(generation);
      crew.signal(crew.agent(worker), "KILL");
      crew.awaitGeneration(worker, generation + 1);
      crew.requireOneAgent(worker);
      assertThat(crew.held(worker, "tmux_session")).isEqualTo(session);
      assertThat(crew.held(worker, "tmux_pane")).isEqualTo(pane);
    }
    assertThat(crew.runs(worker)).hasSize(Math.min(KILLS, 10)).contains(KILLS + ".json");
    crew.requireTidy(worker);
    crew.awaitEvents("restart", KILLS, worker);
    assertThat(panes(worker)).hasSize(1);
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
    for (String worker : Crew.names(agents.size())) {
      crew.awaitGeneration(worker, 2);
      crew.requireOneAgent(worker);
      assertThat(crew.generation(worker)).isEqualTo(2);
    }
  }

  /**
   * Red without {@code PaneKeeper.keep} in {@code Attempt.restart}: the pane goes with its agent,
   * and the session stays, so that there is neither a place for the next one nor leave for a
   * session.
   */
  @Test
  void aRestartedAgentComesBackAlsoInAPaneThatWouldNotOutliveIt() throws Exception {
    String worker = "crew/unkept";
    crew.spawn(worker);
    crew.tmux("split-window", "-d", "-t", "=" + worker + ":", "exec sleep 999");
    String pane = crew.held(worker, "tmux_pane");
    crew.tmux("set-option", "-p", "-t", pane, "remain-on-exit", "off");
    crew.data("restart", worker);
    crew.requireOneAgent(worker);
    assertThat(crew.held(worker, "tmux_pane")).isEqualTo(pane);
    assertThat(panes(worker)).hasSize(2);
  }

  @Test
  void theOtherPaneOfASplitWindowOutlivesTheAgent() throws Exception {
    String worker = "crew/split";
    crew.spawn(worker);
    crew.tmux("split-window", "-d", "-t", "=" + worker + ":", "exec sleep 999");
    List<String> panes = panes(worker);
    assertThat(panes).hasSize(2);
    long agent = crew.agent(worker);
    crew.signal(agent, "KILL");
    crew.awaitGeneration(worker, 2);
    crew.requireOneAgent(worker);
    assertThat(panes(worker)).hasSize(2);
    assertThat(panes(worker).getLast()).as("pane id and pid").isEqualTo(panes.getLast());
  }

  private static List<String> panes(String worker) throws Exception {
    return crew.tmux("list-panes", "-s", "-t", "=" + worker, "-F", "#{pane_id} #{pane_pid}")
        .lines()
        .toList();
  }

  /** Red when {@code Remedy} never renames. */
  @Test
  void aRenamedSessionIsFollowedByTheLockAndByTheNextAgent() throws Exception {
    String worker = "crew/renamed";
    crew.spawn(worker);
    crew.tmux("rename-session", "-t", "=" + worker, "elsewhere");
    crew.recover(worker);
    assertThat(crew.lock(worker).path("session_id").asText()).isEqualTo("elsewhere");
    crew.signal(crew.agent(worker), "KILL");
    crew.awaitGeneration(worker, 2);
    crew.requireOneAgent(worker);
    crew.tmux("kill-session", "-t", "=elsewhere");
    crew.awaitGeneration(worker, 3);
    crew.requireOneAgent(worker);
    assertThat(crew.lock(worker).path("session_id").asText()).isEqualTo("elsewhere");
  }

  /** Red when the sweep looks for no lost traces: nobody knows the worker then. */
  @Test
  void aLivingAgentWhoseFilesWereRemovedGetsItsLockBack() throws Exception {
    String worker = "crew/cleaned";
    crew.spawn(worker);
    long agent = crew.agent(worker);
    String pane = crew.held(worker, "tmux_pane");
    crew.recoverAll(); // the sweep knows the tmux server now
    MoreFiles.deleteRecursively(crew.runtime(worker), RecursiveDeleteOption.ALLOW_INSECURE);
    crew.recoverAll(); // asks for a sweep; the next would come by itself
    Crew.await().until(() -> Files.exists(crew.lockFile(worker)));
    assertThat(crew.agent(worker)).isEqualTo(agent);
    assertThat(crew.lock(worker).path("pid").asLong()).isEqualTo(agent);
    assertThat(crew.held(worker, "tmux_pane")).isEqualTo(pane);
  }
}
