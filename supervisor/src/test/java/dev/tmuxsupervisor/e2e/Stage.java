package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tmuxsupervisor.client.Speaker;
import dev.tmuxsupervisor.e2e.Launcher.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A launcher, a root with one worker, a tmux server of its own, and the referee. */
final class Stage implements AutoCloseable {
  static final String WORKER = "crew/dave";

  private final Launcher launcher;
  private final Path root;
  private final Path socket;
  private final Referee referee;

  private Stage(Launcher launcher) throws IOException {
    this.launcher = launcher;
    root = Files.createDirectories(launcher.world().resolve("root"));
    socket = launcher.world().resolve("tmux");
    referee = new Referee(WORKER, UUID.randomUUID().toString());
    launcher
        .with("SUPERVISOR_ROOT", root.toString())
        .with("SUPERVISOR_TMUX_SOCKET", socket.toString());
  }

  static Stage create() throws IOException {
    return new Stage(Launcher.create());
  }

  Launcher launcher() {
    return launcher;
  }

  Referee referee() {
    return referee;
  }

  /** The worker's {@code .runtime}. */
  Path runtime() {
    return root.resolve(WORKER).resolve(".runtime");
  }

  Path lock() {
    return runtime().resolve("agent.lock");
  }

  /** A client for the server of this name, which must run; it needs no JVM. */
  Speaker speaker(String server) throws IOException {
    return new Speaker(
        launcher.runtime().resolve("supervisor/" + server + ".sock"),
        Map.of(
            "PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"),
            "HOME", launcher.world().resolve("home").toString(),
            "SUPERVISOR_ROOT", root.toString(),
            "SUPERVISOR_TMUX_SOCKET", socket.toString()));
  }

  /** The command line of a spawn of this worker, for any way to run it. */
  String[] spawning() {
    return spawning(WORKER);
  }

  String[] spawning(String worker) {
    return new String[] {
      "spawn",
      worker,
      "--create",
      "--settle",
      "0s",
      "--restart",
      "never", // or the loop would undo what is looked at
      "--env",
      Referee.MARK + "=" + referee.mark(),
      "--",
      Referee.AGENT,
      "86400"
    };
  }

  Result spawn() throws IOException, InterruptedException {
    return launcher.run(spawning());
  }

  /** What {@code why} says the verdict is. */
  String verdict() throws IOException, InterruptedException {
    Result result = launcher.run("why", WORKER, "--json").orFail();
    return new com.fasterxml.jackson.databind.ObjectMapper()
        .readTree(result.out())
        .findPath("verdict")
        .asText();
  }

  /** That there is one agent, that a whole lock names it, and that nothing lies about. */
  void requireOneAgentUnderItsLock(long generationBefore) throws IOException {
    long agent = referee.onlyAgent();
    JsonNode lock = Referee.lock(lock());
    assertThat(lock.path("pid").asLong()).as("pid in %s", lock).isEqualTo(agent);
    assertThat(lock.path("supervisor").path("generation").asLong())
        .as("generation in %s", lock)
        .isGreaterThan(generationBefore);
    requireNoLeftovers();
  }

  /** That no agent, no lock and no temporary file is there. */
  void requireDown() throws IOException {
    assertThat(referee.agents()).isEmpty();
    assertThat(lock()).doesNotExist();
    requireNoLeftovers();
  }

  private void requireNoLeftovers() throws IOException {
    try (var files = Files.list(runtime())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .isSubsetOf(".gitignore", "agent.lock", "agent.lock.flock", "worker.json");
    }
  }

  long generation() throws IOException {
    return Files.exists(lock())
        ? Referee.lock(lock()).path("supervisor").path("generation").asLong()
        : 0;
  }

  /** Runs tmux on this stage's server alone. */
  String tmux(String... words) throws IOException, InterruptedException {
    return ownTmux(words).out();
  }

  private Result ownTmux(String... words) throws IOException, InterruptedException {
    StringBuilder script = new StringBuilder("exec tmux -f /dev/null -S '" + socket + "'");
    List.of(words).forEach(word -> script.append(" '").append(word).append('\''));
    return launcher.script(script.toString());
  }

  /** The process of the tmux server. */
  long tmuxServer() throws IOException, InterruptedException {
    return Long.parseLong(tmux("display-message", "-p", "#{pid}").strip());
  }

  /** The lock stays behind, with nobody: its session's server is gone, and its process. */
  void crashTmux() throws IOException, InterruptedException {
    tmux("kill-server");
    awaitNoAgent();
  }

  /** The agent dies of SIGKILL, and tmux keeps its pane. */
  void killAgent() throws IOException, InterruptedException {
    kill(referee.onlyAgent(), "KILL");
    Awaitility.await()
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> tmux("list-panes", "-a", "-F", "#{pane_dead}").strip().equals("1"));
  }

  void awaitNoAgent() {
    Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> referee.agents().isEmpty());
  }

  void kill(long pid, String signal) throws IOException, InterruptedException {
    launcher.script("kill -" + signal + " " + pid).orFail();
  }

  @Override
  public void close() throws IOException {
    launcher.endServers();
    try {
      if (Files.exists(socket)) {
        ownTmux("kill-server");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      launcher.close();
    }
  }
}
