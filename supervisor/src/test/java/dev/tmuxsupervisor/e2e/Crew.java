package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tmuxsupervisor.client.Speaker;
import dev.tmuxsupervisor.client.Speaker.Answer;
import dev.tmuxsupervisor.e2e.Launcher.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * Workers that are brought back, one tmux server for them, and a referee for each. Commands go to a
 * running server without a JVM.
 */
final class Crew implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Always at once, however often: what is looked at is not the policy. */
  static final List<String> RESTLESS = List.of("--backoff", "0s", "--max-restarts", "unlimited");

  private final String mark = UUID.randomUUID().toString();
  private final Launcher launcher;
  private final Path root;
  private final Path socket;

  private Crew(Launcher launcher) throws IOException {
    this.launcher = launcher;
    root = Files.createDirectory(launcher.world().resolve("root"));
    socket = launcher.world().resolve("tmux");
    launcher
        .with("SUPERVISOR_ROOT", root.toString())
        .with("SUPERVISOR_TMUX_SOCKET", socket.toString());
  }

  /** With a server that runs. */
  static Crew create() throws IOException, InterruptedException {
    Crew crew = new Crew(Launcher.create());
    crew.startServer();
    return crew;
  }

  /** Without a server. */
  static Crew asleep() throws IOException {
    return new Crew(Launcher.create());
  }

  Launcher launcher() {
    return launcher;
  }

  /** Of the workers' tmux server. */
  Path socket() {
    return socket;
  }

  static ConditionFactory await() {
    return Awaitility.await().atMost(60, TimeUnit.SECONDS);
  }

  /** So many names. */
  static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "crew/w" + i).toList();
  }

  void startServer() throws IOException, InterruptedException {
    launcher.run("version").orFail();
  }

  ProcessHandle server() {
    return launcher.servers().getFirst();
  }

  void killServer() {
    List<ProcessHandle> servers = launcher.servers();
    servers.forEach(ProcessHandle::destroyForcibly);
    servers.forEach(Launcher::awaitEnd);
  }

  /** Runs a verb in the server that runs now. */
  Answer say(String... words) throws IOException {
    Map<String, String> environment =
        Map.of(
            "PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"),
            "HOME", launcher.world().resolve("home").toString(),
            "SUPERVISOR_ROOT", root.toString(),
            "SUPERVISOR_TMUX_SOCKET", socket.toString());
    return new Speaker(launcher.runtime().resolve("supervisor/default.sock"), environment)
        .say(words);
  }

  /** The data of a verb that succeeds. */
  JsonNode data(String... words) throws IOException {
    Answer answer =
        say(Stream.concat(Stream.of(words), Stream.of("--json")).toArray(String[]::new));
    assertThat(answer.exit()).as(answer.text()).isZero();
    return JSON.readTree(answer.text()).path("data");
  }

  /** What one worker's recovery did. */
  List<String> recover(String worker) throws IOException {
    return deeds(data("recover", worker));
  }

  /** What a recovery of all workers did. */
  List<String> recoverAll() throws IOException {
    return deeds(data("recover"));
  }

  private static List<String> deeds(JsonNode data) {
    return data.path("results").findValues("deeds").stream()
        .flatMap(deeds -> deeds.valueStream().map(JsonNode::asText))
        .toList();
  }

  String[] spawning(String worker, List<String> options, String... agent) {
    List<String> words = new ArrayList<>(List.of("spawn", worker, "--create", "--settle", "0s"));
    words.addAll(options);
    words.addAll(List.of("--env", Referee.MARK + "=" + mark, "--"));
    words.addAll(List.of(agent));
    return words.toArray(String[]::new);
  }

  void spawn(String worker, List<String> options, String... agent) throws IOException {
    Answer answer = say(spawning(worker, options, agent));
    assertThat(answer.exit()).as(answer.text()).isZero();
  }

  /** An agent that runs until somebody ends it. */
  void spawn(String worker) throws IOException {
    spawn(worker, RESTLESS, Referee.AGENT, "86400");
  }

  Referee referee(String worker) {
    return new Referee(worker, mark);
  }

  long agent(String worker) throws IOException {
    return referee(worker).onlyAgent();
  }

  Path runtime(String worker) {
    return root.resolve(worker).resolve(".runtime");
  }

  Path lockFile(String worker) {
    return runtime(worker).resolve("agent.lock");
  }

  JsonNode lock(String worker) throws IOException {
    return Referee.lock(lockFile(worker));
  }

  /** What the lock says beyond Gas Town's fields. */
  String held(String worker, String field) throws IOException {
    return lock(worker).path("supervisor").path(field).asText();
  }

  long generation(String worker) throws IOException {
    return Long.parseLong(held(worker, "generation"));
  }

  JsonNode file(String worker) throws IOException {
    return JSON.readTree(runtime(worker).resolve("worker.json").toFile());
  }

  /** Waits until this run or a later one is under way, and its lock names it. */
  void awaitGeneration(String worker, long generation) {
    await()
        .ignoreException(NoSuchFileException.class)
        .until(() -> generation(worker) >= generation && isUnderWay(worker));
  }

  private boolean isUnderWay(String worker) throws IOException {
    List<Long> agents = referee(worker).agents();
    long locked = lock(worker).path("pid").asLong();
    return !agents.isEmpty() && (agents.contains(locked) || agents.contains(child(locked)));
  }

  /** An agent may be the child of the process that tmux started. */
  private static long child(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(parent -> parent.children().findFirst())
        .map(ProcessHandle::pid)
        .orElse(0L);
  }

  /** One agent, of the run that a whole lock names, and nobody of an earlier run. */
  void requireOneAgent(String worker) throws IOException {
    long agent = agent(worker);
    long locked = lock(worker).path("pid").asLong();
    assertThat(agent).as("agent of %s", lock(worker)).isIn(locked, child(locked));
    assertThat(referee(worker).runs()).containsExactly(held(worker, "run"));
  }

  /** Nobody, and no lock. */
  void requireDown(String worker) throws IOException {
    assertThat(referee(worker).runs()).isEmpty();
    assertThat(lockFile(worker)).doesNotExist();
  }

  /** No temporary file, and no more runs than are kept. */
  void requireTidy(String worker) throws IOException {
    assertThat(list(runtime(worker)))
        .isSubsetOf(".gitignore", "agent.lock", "agent.lock.flock", "worker.json", "runs");
    assertThat(runs(worker)).hasSizeLessThanOrEqualTo(10).allMatch(it -> it.matches("\\d+\\.json"));
  }

  List<String> runs(String worker) throws IOException {
    Path runs = runtime(worker).resolve("runs");
    return Files.exists(runs) ? list(runs) : List.of();
  }

  private static List<String> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> "" + file.getFileName()).toList();
    }
  }

  /** The events of this kind in the journal, oldest first. */
  List<JsonNode> events(String kind) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    for (String line : Files.readAllLines(launcher.state().resolve("journal.jsonl"))) {
      JsonNode event = JSON.readTree(line);
      if (event.path("event").asText().equals(kind)) {
        events.add(event);
      }
    }
    return events;
  }

  /**
   * As {@link #events}, once there are so many, and not one more: the journal is written when all
   * is done.
   */
  List<JsonNode> awaitEvents(String kind, int count) throws IOException {
    await().until(() -> events(kind).size() >= count);
    List<JsonNode> events = events(kind);
    assertThat(events).as("events '%s'", kind).hasSize(count);
    return events;
  }

  /** Of one worker, and not one more. */
  List<JsonNode> awaitEvents(String kind, int count, String worker) throws IOException {
    await().until(() -> events(kind, worker).size() >= count);
    List<JsonNode> events = events(kind, worker);
    assertThat(events).as("events '%s' of %s", kind, worker).hasSize(count);
    return events;
  }

  List<JsonNode> events(String kind, String worker) throws IOException {
    return events(kind).stream()
        .filter(event -> event.path("worker").asText().equals(worker))
        .toList();
  }

  String tmux(String... words) throws IOException, InterruptedException {
    return tmuxAt(socket, words);
  }

  /** Asks the tmux server at another socket. */
  String tmuxAt(Path other, String... words) throws IOException, InterruptedException {
    StringBuilder script = new StringBuilder("exec tmux -u -f /dev/null -S '" + other + "'");
    List.of(words).forEach(word -> script.append(" '").append(word).append('\''));
    Result result = launcher.script(script.toString());
    return result.out().strip();
  }

  long tmuxServer() throws IOException, InterruptedException {
    return Long.parseLong(tmux("display-message", "-p", "#{pid}"));
  }

  void signal(long pid, String signal) throws IOException, InterruptedException {
    launcher.script("kill -" + signal + " " + pid).orFail();
  }

  @Override
  public void close() throws IOException {
    try {
      killServer(); // or it would bring the workers back
      if (Files.exists(socket)) {
        tmux("kill-server");
      }
      launcher.script(
          "grep -lsz '^"
              + Referee.MARK
              + "="
              + mark
              + "' /proc/[0-9]*/environ"
              + " | cut -d/ -f3 | xargs -r kill -9");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      launcher.close();
    }
  }
}
