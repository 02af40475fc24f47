package dev.tmuxsupervisor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTreeTest {
  private final Children children = new Children();
  private final String run = UUID.randomUUID().toString();
  private final String marker = "SUPERVISOR_RUN=" + run;
  @TempDir private Path directory = Path.of("");

  /** Ends what left its parent, each through a handle on its identity. */
  @AfterEach
  void endChildren() throws IOException {
    ProcessIdentity nobody = new ProcessIdentity(ProcessIdentity.LARGEST_PID, 1);
    for (ProcStat process : ProcessTree.of(nobody, marker).members()) {
      end(process.identity());
    }
    children.close();
  }

  @Test
  void holdsTheAgentAndItsDescendants() throws Exception {
    ProcessIdentity agent = agent("sh -c 'sleep 300 & echo $! > child; wait' & wait");
    assertThat(members(agent)).contains(agent.pid(), pidIn("child")).hasSize(3);
  }

  @Test
  void holdsAChildThatForkedAwayAndOnlyKeptTheMarker() throws Exception {
    ProcessIdentity agent =
        agent("setsid sh -c 'sleep 300 & echo $! > child' & wait; exec sleep 300");
    long child = pidIn("child");
    await().until(() -> parentOf(child) != agent.pid());
    // Removed the look into the environment: red.
    await().until(() -> members(agent).equals(List.of(agent.pid(), child)));

    end(agent);
    await().until(() -> members(agent).equals(List.of(child)));
  }

  @Test
  void holdsWhatTheFirstProgramOfARunLeftBehind() throws Exception {
    ProcessIdentity first = agent("setsid sh -c 'echo $$ > child; exec sleep 300' & wait");
    long child = pidIn("child");
    end(first);
    // Another program was put into its pane, and the run goes on with that one.
    ProcessIdentity second = new ProcessIdentity(first.pid(), first.startTicks() + 100_000);
    // Who passes over what is older than the agent loses this child.
    await().until(() -> members(second).equals(List.of(child)));
  }

  @Test
  void isEmptyWhenNobodyIsLeft() throws Exception {
    ProcessIdentity agent = agent("exec sleep 300");
    end(agent);
    await().until(() -> members(agent).isEmpty());
    assertThat(ProcessTree.of(agent, marker)).isEqualTo(new ProcessTree(List.of(), List.of()));
  }

  @Test
  void holdsAnOrphanWithoutTheMarkerThatKeptTheTerminalSession() throws Exception {
    ProcessIdentity agent = agent("(env -i sleep 300 & echo $! > child); exec sleep 300");
    long child = pidIn("child");
    await().until(() -> !ProcessTable.startedWith(child, marker));
    assertThat(parentOf(child)).isNotEqualTo(agent.pid());
    try {
      // Removed the comparison of sessions: red.
      assertThat(members(agent)).contains(agent.pid(), child).hasSize(2);
    } finally {
      end(ProcessTable.identify(child).orElseThrow());
    }
  }

  @Test
  void sparesWhatLivesUnderAnotherTmuxServer() throws Exception {
    Path socket = Files.createTempDirectory(Path.of("/tmp"), "pt").resolve("s");
    String tmux = "tmux -S " + socket + " -f /dev/null ";
    ProcessIdentity agent =
        agent(
            tmux
                + "new-session -d 'echo $$ > pane; exec sleep 300';"
                + tmux
                + "display-message -p '#{pid}' > server; exec sleep 300");
    try {
      long pane = pidIn("pane");
      long server = pidIn("server");
      ProcessTree tree = ProcessTree.of(agent, marker);
      // Removed the case of the tmux server: red, both were members.
      assertThat(tree.members()).extracting(ProcStat::pid).containsExactly(agent.pid());
      assertThat(tree.spared()).extracting(ProcStat::pid).contains(pane, server);
    } finally {
      children.run(List.of("tmux", "-S", socket.toString(), "kill-server"));
      Files.deleteIfExists(socket);
      Files.delete(socket.getParent());
    }
  }

  @Test
  void sparesATmuxServerInTheForegroundOfTheAgentsTerminal() throws Exception {
    // A process may call itself anything; this one is a child and in the session of the agent.
    ProcessIdentity agent =
        agent(
            "sh -c 'printf \"tmux: server\" > /proc/$$/comm; echo $$ > child; sleep 300; :' & wait");
    long server = pidIn("child");
    ProcessTree tree = ProcessTree.of(agent, marker);
    assertThat(tree.members()).extracting(ProcStat::pid).containsExactly(agent.pid());
    assertThat(tree.spared()).extracting(ProcStat::pid).contains(server);
    for (ProcStat spared : tree.spared()) {
      end(spared.identity());
    }
  }

  @Test
  void holdsNoStranger() throws Exception {
    Process stranger = children.start("sleep", "300");
    Process almost = children.start(Map.of("SUPERVISOR_RUN", run + "x"), List.of("sleep", "300"));
    ProcessIdentity agent = agent("exec sleep 300");
    ProcessTree tree = ProcessTree.of(agent, marker);
    assertThat(tree.members()).extracting(ProcStat::pid).containsExactly(agent.pid());
    assertThat(tree.spared()).isEmpty();

    // The pid of the agent alone proves nothing: the same number with another start is a stranger.
    ProcessIdentity recycled = new ProcessIdentity(stranger.pid(), agent.startTicks() + 1);
    // Removed the comparison of identities: red.
    assertThat(members(recycled))
        .doesNotContain(stranger.pid(), almost.pid(), ProcessHandle.current().pid());
  }

  private ProcessIdentity agent(String script) throws IOException {
    // setsid(1) as tmux does it for a pane: the agent leads its terminal's session.
    String inDirectory = "cd " + directory + " && " + script;
    Process agent =
        children.start(Map.of("SUPERVISOR_RUN", run), List.of("setsid", "sh", "-c", inDirectory));
    await().until(() -> ProcessTable.stat(agent.pid()).orElseThrow().session() == agent.pid());
    return Children.identity(agent);
  }

  private List<Long> members(ProcessIdentity agent) throws IOException {
    return ProcessTree.of(agent, marker).members().stream().map(ProcStat::pid).sorted().toList();
  }

  private long pidIn(String name) {
    Path file = directory.resolve(name);
    return await()
        .until(() -> Files.exists(file) ? Files.readString(file) : "", text -> text.endsWith("\n"))
        .lines()
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow();
  }

  private static long parentOf(long pid) throws IOException {
    return ProcessTable.stat(pid).orElseThrow().parent();
  }

  private static void end(ProcessIdentity process) throws IOException {
    var handle = Pidfd.open(process);
    if (handle.isPresent()) {
      try (Pidfd open = handle.get()) {
        open.signal(Libc.SIGKILL);
        open.awaitExit(java.time.Duration.ofSeconds(10));
      }
    }
  }
}
