package dev.tmuxsupervisor.boxes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** One container of the product: a host name, a pid namespace and a tmux server of its own. */
final class Box extends GenericContainer<Box> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  Box(String host, String volume, Map<String, String> environment) {
    super(Engine.IMAGE);
    withEnv(environment);
    withNetworkMode("none");
    withImagePullPolicy(_ -> false);
    withStartupTimeout(PATIENCE);
    // Said by the entry's last step before it waits for ever.
    waitingFor(
        Wait.forSuccessfulCommand("grep -q tini /proc/1/cmdline").withStartupTimeout(PATIENCE));
    withCreateContainerCmdModifier(create ->
        create
            .withHostName(host)
            .withHostConfig(
                Objects.requireNonNullElseGet(create.getHostConfig(), HostConfig::new)
                    .withNetworkMode("none")
                    .withBinds(new Bind(volume, new Volume("/town")))));
  }

  /** A box that proves who it is. */
  static Box named(String host, String volume) {
    return new Box(host, volume, Map.of("SUPERVISOR_BOX", "/town/.boxes/" + host));
  }

  ExecResult sh(String script) throws IOException, InterruptedException {
    return execInContainer("sh", "-c", script);
  }

  /** What a script that succeeds prints. */
  String print(String script) throws IOException, InterruptedException {
    ExecResult result = sh(script);
    assertThat(result.getExitCode()).as("%s: %s", script, result).isZero();
    return result.getStdout().strip();
  }

  ExecResult supervisor(String... words) throws IOException, InterruptedException {
    List<String> argv = new ArrayList<>(List.of("supervisor"));
    argv.addAll(List.of(words));
    return execInContainer(argv.toArray(String[]::new));
  }

  /** The object that a verb prints, whether it succeeds or not. */
  JsonNode json(String... words) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(words));
    // What follows "--" is the agent's.
    all.add(all.contains("--") ? all.indexOf("--") : all.size(), "--json");
    return JSON.readTree(supervisor(all.toArray(String[]::new)).getStdout());
  }

  /** Its data, if it succeeds. */
  JsonNode data(String... words) throws IOException, InterruptedException {
    JsonNode json = json(words);
    assertThat(json.path("ok").asBoolean()).as("%s", json).isTrue();
    return json.path("data");
  }

  void spawn(String worker) throws IOException, InterruptedException {
    ExecResult result =
        supervisor("spawn", worker, "--create", "--backoff", "0s", "--", "sleep", "100000");
    assertThat(result.getExitCode()).as("%s", result).isZero();
  }

  JsonNode lock(String worker) throws IOException, InterruptedException {
    return JSON.readTree(text(worker));
  }

  String text(String worker) throws IOException, InterruptedException {
    return print("cat /town/" + worker + "/.runtime/agent.lock");
  }

  /** The programs called sleep that run below tmux, by the kernel's word. */
  List<Long> agents() throws IOException, InterruptedException {
    return print(
            "for f in /proc/[0-9]*; do tr '\\0' ' ' <$f/cmdline 2>/dev/null"
                + " | grep -qx 'sleep 100000 ' && echo ${f#/proc/}; done; true")
        .lines()
        .map(Long::parseLong)
        .toList();
  }

  /** As a machine that loses power: nothing in it can do anything about it. */
  void kill() {
    dockerClient.killContainerCmd(getContainerId()).exec();
  }

  /** The same container again, with its files and without its processes. */
  void startAgain() {
    dockerClient.startContainerCmd(getContainerId()).exec();
  }

  static String makeVolume() {
    return DockerClientFactory.lazyClient().createVolumeCmd().exec().getName();
  }

  static void removeVolume(String name) {
    DockerClientFactory.lazyClient().removeVolumeCmd(name).exec();
  }
}
