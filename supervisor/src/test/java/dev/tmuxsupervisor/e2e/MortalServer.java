package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.act.Step;
import dev.tmuxsupervisor.act.StepListener;
import dev.tmuxsupervisor.client.Speaker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * The server as built, started by the test in place of the client, so that it can be made to die:
 * at a step, through a class path with one more folder, or at a system call, under another program.
 */
final class MortalServer {
  static final int SIGKILL = 9;
  static final int SIGSTOP = 19;

  private static final int KILLED = 128 + SIGKILL;

  private final Process process;
  private final Path fault;

  private MortalServer(Process process, Path fault) {
    this.process = process;
    this.fault = fault;
  }

  /** Starts it for the launcher's world and waits until it listens. */
  static MortalServer start(Launcher launcher, String... wrapper)
      throws IOException, InterruptedException {
    Path socket = launcher.runtime().resolve("supervisor/default.sock");
    for (Path directory : List.of(socket.resolveSibling(""), launcher.state())) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    Path fault = launcher.world().resolve("fault");
    List<String> words = new ArrayList<>(List.of(wrapper));
    words.addAll(
        List.of(
            System.getProperty("java.home") + "/bin/java",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx128m",
            "--enable-native-access=ALL-UNNAMED",
            "-D" + KillAtStep.FILE + "=" + fault,
            "-cp",
            Launcher.lib() + "/*:" + seam(launcher.world().resolve("seam")),
            "dev.tmuxsupervisor.server.ServerMain",
            "--foreground",
            "default",
            socket.toString(),
            launcher.state().toString()));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.redirectOutput(launcher.world().resolve("mortal.out").toFile());
    builder.environment().clear();
    builder.environment().put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    builder.environment().put("HOME", launcher.world().resolve("home").toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    MortalServer server = new MortalServer(builder.start(), fault);
    Awaitility.await().until(() -> !server.process.isAlive() || listens(socket));
    return server;
  }

  private static boolean listens(Path socket) {
    try {
      return new Speaker(socket, Map.of()).say("version").exit() == 0;
    } catch (IOException e) {
      return false; // not yet
    }
  }

  /** The one folder that the program as built has not. */
  private static Path seam(Path folder) throws IOException {
    String name = KillAtStep.class.getName().replace('.', '/') + ".class";
    Path copy = folder.resolve(name);
    Files.createDirectories(copy.resolveSibling(""));
    try (var bytes = KillAtStep.class.getResourceAsStream("/" + name)) {
      Files.copy(
          java.util.Objects.requireNonNull(bytes), copy, StandardCopyOption.REPLACE_EXISTING);
    }
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(StepListener.class.getName()), KillAtStep.class.getName());
    return folder;
  }

  /** From now on it dies at this step. */
  void dieAt(Step step) throws IOException {
    signalAt(step, SIGKILL, process.pid());
  }

  /** From now on it sends this signal at this step. */
  void signalAt(Step step, int signal, long pid) throws IOException {
    Files.writeString(fault, step.name() + " " + signal + " " + pid);
  }

  void disarm() throws IOException {
    Files.delete(fault);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** That it was killed; a command that came through alive never reached its step. */
  void requireKilled() throws InterruptedException {
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("the server is dead").isTrue();
    assertThat(process.exitValue()).isEqualTo(KILLED);
  }
}
