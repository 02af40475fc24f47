package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.tmuxsupervisor.process.Liveness;
import dev.tmuxsupervisor.process.ProcessTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * The launcher in a world of its own: home, runtime and state directory under one short path. What
 * a command prints goes to files, so that a server that held a pipe would not hang the test.
 */
public final class Launcher implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Path world;
  private final Map<String, String> environment = new HashMap<>();

  private Launcher(Path world) {
    this.world = world;
  }

  /** How a command ended and what it printed. */
  public record Result(int exit, String out, String err) {
    /** Fails the test, with all that was printed, unless the command succeeded. */
    public Result orFail() {
      assertThat(exit).as(() -> "out: " + out + "\nerr: " + err).isZero();
      return this;
    }
  }

  /** A launcher whose world is a new directory right under /tmp: a socket's path must be short. */
  public static Launcher create() throws IOException {
    Launcher launcher = new Launcher(Files.createTempDirectory(Path.of("/tmp"), "sv"));
    Files.createDirectory(launcher.world.resolve("home"));
    Files.createDirectory(launcher.world.resolve("run"));
    launcher
        .with("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"))
        .with("HOME", launcher.world.resolve("home").toString())
        .with("XDG_RUNTIME_DIR", launcher.runtime().toString())
        .with("XDG_STATE_HOME", launcher.world.resolve("state").toString())
        .with("SUPERVISOR_JAVA", System.getProperty("java.home"))
        .with("SUPERVISOR_LIB", lib().toString())
        .with("LANG", "C.UTF-8")
        .with("TERM", "xterm")
        .with("SHELL", "/bin/sh");
    return launcher;
  }

  /** The launcher's file. */
  public static Path program() {
    return property("supervisor.launcher").toAbsolutePath().normalize();
  }

  /** The folder of the jars as built. */
  public static Path lib() {
    return property("supervisor.lib");
  }

  /** The jars as built, in a folder of this world's. */
  public Path copyOfJars() throws IOException {
    Path copy = Files.createDirectory(world().resolve("lib"));
    try (var jars = Files.list(lib())) {
      for (Path jar : jars.toList()) {
        Files.copy(jar, copy.resolve(jar.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return copy;
  }

  private static Path property(String name) {
    return Path.of(
        System.getProperties().getProperty(name, "(the property " + name + " is unset)"));
  }

  /** Sets a variable for all commands from now on. */
  public Launcher with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Unsets a variable for all commands from now on. */
  public Launcher without(String name) {
    environment.remove(name);
    return this;
  }

  /** The variables of all commands, as they are now. */
  public Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  /** The directory that holds everything, and is removed at the end. */
  public Path world() {
    return world;
  }

  /** XDG_RUNTIME_DIR. */
  public Path runtime() {
    return world.resolve("run");
  }

  /** The directory of log, lock and journal. */
  public Path state() {
    return world.resolve("state/supervisor");
  }

  /** Runs the launcher to its end, in the world's directory. */
  public Result run(String... arguments) throws IOException, InterruptedException {
    return runIn(world, arguments);
  }

  /** Runs the launcher to its end, in this directory. */
  public Result runIn(Path directory, String... arguments)
      throws IOException, InterruptedException {
    return start(directory, words(arguments)).await();
  }

  /** Runs a script of /bin/sh in which {@code $supervisor} is the launcher. */
  public Result script(String script) throws IOException, InterruptedException {
    return start(world, List.of("/bin/sh", "-c", script)).await();
  }

  /** Starts the launcher and does not wait. */
  public Running start(String... arguments) throws IOException {
    return start(world, words(arguments));
  }

  /**
   * The same as a terminal does it: whoever runs the tests in the background has SIGINT ignored.
   */
  public Running startInterruptible(String... arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of("env", "--default-signal=INT"));
    words.addAll(words(arguments));
    return start(world, words);
  }

  private static List<String> words(String... arguments) {
    List<String> words = new ArrayList<>(List.of(program().toString()));
    words.addAll(List.of(arguments));
    return words;
  }

  private Running start(Path directory, List<String> words) throws IOException {
    Path out = Files.createTempFile(world, "out", "");
    Path err = Files.createTempFile(world, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(directory.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("supervisor", program().toString());
    return new Running(builder.start(), out, err);
  }

  /** A command that runs. */
  public record Running(Process process, Path out, Path err) {
    /** Waits for its end. */
    public Result await() throws IOException, InterruptedException {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("hung; out: " + read(out) + "\nerr: " + read(err));
      }
      return new Result(process.exitValue(), read(out), read(err));
    }

    private static String read(Path file) throws IOException {
      return Files.readString(file, StandardCharsets.UTF_8);
    }
  }

  /** The servers of this world that run now: the kernel's word, not the server's own. */
  public List<ProcessHandle> servers() {
    return ProcessHandle.allProcesses().filter(this::isServer).toList();
  }

  private boolean isServer(ProcessHandle process) {
    List<String> arguments = List.of(process.info().arguments().orElse(new String[0]));
    return arguments.contains("dev.tmuxsupervisor.server.ServerMain")
        && arguments.contains(state().toString());
  }

  /** Before their tmux servers are killed, or they would bring back what lived there. */
  void endServers() {
    List<ProcessHandle> servers = servers();
    servers.forEach(ProcessHandle::destroy);
    try {
      servers.forEach(Launcher::awaitEnd);
    } finally {
      servers.forEach(ProcessHandle::destroyForcibly);
    }
  }

  /**
   * Waits for a server's end, not for its burial, as {@link ProcessHandle#onExit()} does: it is an
   * orphan, and process 1 of a container may take seconds.
   */
  static void awaitEnd(ProcessHandle server) {
    await()
        .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .until(
            () -> ProcessTable.probe(server.pid(), OptionalLong.empty()) instanceof Liveness.Dead);
  }

  /** Stops the servers and removes the world. */
  @Override
  public void close() throws IOException {
    endServers();
    // What was just ended may still be taking its own files away.
    await()
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(
            () -> MoreFiles.deleteRecursively(world, RecursiveDeleteOption.ALLOW_INSECURE));
  }
}
