package dev.tmuxsupervisor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCensusTest {
  private final Children children = new Children();
  private final RunCensus census = new RunCensus("SUPERVISOR_RUN=");
  private final String mark = "SUPERVISOR_RUN=" + UUID.randomUUID();
  @TempDir private Path directory = Path.of("");

  @AfterEach
  void endChildren() throws IOException {
    ProcessIdentity nobody = new ProcessIdentity(ProcessIdentity.LARGEST_PID, 1);
    for (ProcStat process : ProcessTree.of(nobody, mark).members()) {
      end(process.identity());
    }
    children.close();
  }

  @Test
  void aRunIsOverWhenItsAgentEndedAndNobodyCarriesItsMark() throws Exception {
    ProcessIdentity agent = agent("exec sleep 300");
    await().until(() -> isOlderThanAnyTick(agent));
    assertThat(census.isOver(agent, mark)).isFalse();
    end(agent);
    assertThat(census.isOver(agent, mark)).isTrue();
  }

  @Test
  void aRunIsNotOverWhileAChildCarriesItsMark() throws Exception {
    ProcessIdentity agent = agentWithChild();
    end(agent);
    // Removed the comparison of marks: red.
    assertThat(census.isOver(agent, mark)).isFalse();
  }

  @Test
  void aLookThatWasBegunBeforeTheAgentSaysNothingOfItsRun() throws Exception {
    ProcessIdentity before = agent("exec sleep 300");
    await().until(() -> isOlderThanAnyTick(before));
    end(before);
    assertThat(census.isOver(before, mark)).isTrue();
    ProcessIdentity agent = agentWithChild();
    end(agent);
    // Removed the comparison with the agent's start: red, as neither it nor its child was born.
    assertThat(census.isOver(agent, mark)).isFalse();
  }

  @Test
  void anAgentWithoutAStartIsNotProvenOver() throws Exception {
    assertThat(census.isOver(new ProcessIdentity(ProcessIdentity.LARGEST_PID, 0), mark)).isFalse();
  }

  private ProcessIdentity agentWithChild() throws IOException {
    Path started = directory.resolve("child");
    ProcessIdentity agent =
        agent("setsid sh -c 'echo > " + started + "; exec sleep 300' & wait; exec sleep 300");
    await().until(() -> Files.exists(started) && isOlderThanAnyTick(agent));
    return agent;
  }

  private ProcessIdentity agent(String script) throws IOException {
    String[] assignment = mark.split("=", 2);
    return Children.identity(
        children.start(Map.of(assignment[0], assignment[1]), List.of("sh", "-c", script)));
  }

  private static boolean isOlderThanAnyTick(ProcessIdentity process) throws IOException {
    return Libc.sinceBoot().minus(process.startedAfterBoot()).compareTo(Duration.ofMillis(30)) > 0;
  }

  private static void end(ProcessIdentity process) throws IOException {
    var handle = Pidfd.open(process);
    if (handle.isPresent()) {
      try (Pidfd open = handle.get()) {
        open.signal(Libc.SIGKILL);
        open.awaitExit(Duration.ofSeconds(10));
      }
    }
  }
}
