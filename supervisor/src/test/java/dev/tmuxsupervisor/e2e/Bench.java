package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tmuxsupervisor.e2e.Launcher.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A launcher, a root for workers, and tmux servers of the test's own. */
final class Bench {
  /**
   * Tests that stop tmux servers share this; those that such a server would disturb have it alone.
   */
  static final String STOPPED_SERVERS = "stopped tmux servers";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Launcher launcher;
  private final List<Path> sockets = new ArrayList<>();
  private final Path root;

  private Bench(Launcher launcher) throws IOException {
    this.launcher = launcher;
    this.root = Files.createDirectory(launcher.world().resolve("town"));
  }

  static Bench create() throws IOException {
    Launcher launcher = Launcher.create();
    Bench bench = new Bench(launcher);
    launcher
        .with("SUPERVISOR_TMUX_SOCKET", bench.socket("t").toString())
        .with("TMUX_TMPDIR", launcher.world().toString());
    return bench;
  }

  Launcher launcher() {
    return launcher;
  }

  Path root() {
    return root;
  }

  /** The socket that is used unless a test names another. */
  Path socket() {
    return launcher.world().resolve("t");
  }

  /** A further tmux server's socket; it is ended with the bench. */
  Path socket(String name) {
    Path socket = launcher.world().resolve(name);
    sockets.add(socket);
    return socket;
  }

  /** Makes the directory of a worker. */
  Path worker(String name) throws IOException {
    return Files.createDirectories(root.resolve(name));
  }

  /** Another root, with the directory of a worker {@code w}. */
  static Path rootWithWorker(Path root) throws IOException {
    Files.createDirectories(root.resolve("w"));
    return root;
  }

  Path lock(String name) {
    return root.resolve(name).resolve(".runtime/agent.lock");
  }

  /** Runs a command in the root. */
  Result run(String... words) throws Exception {
    return launcher.runIn(root, words);
  }

  /** Starts an agent that is not brought back, so that what is left of it can be looked at. */
  Result spawn(String name, String... agent) throws Exception {
    worker(name);
    List<String> words =
        new ArrayList<>(List.of("spawn", "--settle", "0s", "--restart", "never", name, "--"));
    words.addAll(List.of(agent));
    return run(words.toArray(String[]::new)).orFail();
  }

  /** These words, asked for JSON. */
  static String[] withJson(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    int end = all.indexOf("--");
    all.add(end < 0 ? all.size() : end, "--json");
    return all.toArray(String[]::new);
  }

  /** Runs a verb with --json, expects this exit code, and gives the one object it prints. */
  JsonNode json(int exit, String... words) throws Exception {
    Result result = run(withJson(words));
    assertThat(result.exit()).as("%s", result).isEqualTo(exit);
    assertThat(result.out()).as("%s", result).hasLineCount(1);
    JsonNode json = JSON.readTree(result.out());
    Schemas.check(json);
    assertThat(json.path("ok").asBoolean()).as("%s", json).isEqualTo(json.has("data"));
    if (json.has("error")) {
      assertThat(json.at("/error/exit").asInt()).isEqualTo(exit);
      assertThat(json.at("/error/code").asText()).matches("[A-Z_]+");
      assertThat(json.at("/error/message").asText()).isNotBlank();
      assertThat(json.path("error").has("retryable")).isTrue();
    } else {
      assertThat(json.path("warnings").isArray()).isTrue();
    }
    return json;
  }

  JsonNode data(String... words) throws Exception {
    return json(0, words).path("data");
  }

  JsonNode lockOf(String name) throws IOException {
    return JSON.readTree(lock(name).toFile());
  }

  long pidOf(String name) throws IOException {
    return lockOf(name).path("pid").asLong();
  }

  String verdict(String name) throws Exception {
    return data("why", name).path("verdict").asText();
  }

  /** What tmux itself prints for these words, on the bench's server. */
  String tmux(String... words) throws Exception {
    return tmuxAt(socket(), words);
  }

  String tmuxAt(Path socket, String... words) throws Exception {
    List<String> argv =
        new ArrayList<>(List.of("tmux", "-u", "-f", "/dev/null", "-S", "" + socket));
    argv.addAll(Arrays.asList(words));
    Path out = Files.createTempFile(launcher.world(), "tmux", "");
    ProcessBuilder builder = new ProcessBuilder(argv);
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/local/bin:/usr/bin:/bin");
    builder.environment().put("HOME", launcher.world().resolve("home").toString());
    builder.environment().put("SHELL", "/bin/sh");
    builder.environment().put("TERM", "xterm");
    // What menus and popups run: without it, the launcher would build over the jars in use.
    builder.environment().put("SUPERVISOR_LIB", "" + Launcher.lib());
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("%s ended", argv).isTrue();
    return Files.readString(out, StandardCharsets.UTF_8).strip();
  }

  /** A lock as Gas Town writes it. */
  void strangersLock(String name, long pid, String session, java.time.Instant acquired)
      throws IOException {
    Files.createDirectories(lock(name).getParent());
    Files.writeString(
        lock(name),
        JSON.writerWithDefaultPrettyPrinter()
            .writeValueAsString(
                JSON.createObjectNode()
                    .put("pid", pid)
                    .put("acquired_at", acquired.toString())
                    .put("session_id", session)
                    .put(
                        "hostname",
                        Files.readString(Path.of("/proc/sys/kernel/hostname")).trim())));
  }

  static boolean lives(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent() && !isZombie(pid);
  }

  private static boolean isZombie(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/status")).contains("State:\tZ");
    } catch (IOException e) {
      return true; // gone meanwhile
    }
  }

  /** Waits for a file that an agent writes at once by a rename, and gives its text. */
  String awaitText(Path file) throws IOException {
    org.awaitility.Awaitility.await().until(() -> Files.exists(file) && Files.size(file) > 0);
    return Files.readString(file);
  }

  void close() throws Exception {
    launcher.endServers();
    for (Path socket : sockets) {
      tmuxAt(socket, "kill-server");
    }
    launcher.close();
  }
}
