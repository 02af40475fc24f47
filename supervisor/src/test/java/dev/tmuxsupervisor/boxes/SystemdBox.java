package dev.tmuxsupervisor.boxes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;

/** A container that boots: systemd is its first process, and starts that of a user who lingers. */
final class SystemdBox extends GenericContainer<SystemdBox> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String IMAGE = "supervisor:systemd";
  private static final Duration BOOT = Duration.ofMinutes(1);

  private SystemdBox() {
    super(IMAGE);
    withNetworkMode("none");
    withImagePullPolicy(_ -> false);
    withCreateContainerCmdModifier(create ->
        create.withHostConfig(
            Objects.requireNonNullElseGet(create.getHostConfig(), HostConfig::new)
                .withNetworkMode("none")
                .withCapAdd(Capability.SYS_ADMIN) // to mount; all are not to be had everywhere
                .withSecurityOpts(List.of("seccomp=unconfined", "apparmor=unconfined"))
                .withCgroupnsMode("private")
                .withTmpFs(Map.of("/run", "", "/run/lock", "", "/tmp", "exec"))));
  }

  /** One that is up; the test is skipped where systemd cannot be had in a container. */
  static SystemdBox booted() throws IOException, InterruptedException {
    Engine.require();
    Engine.requireImage("docker/systemd", IMAGE);
    SystemdBox box = new SystemdBox();
    try {
      box.start();
      box.awaitBoot();
    } catch (ContainerLaunchException | ConditionTimeoutException e) {
      String why = "SKIP systemd: it does not come up in a container here: " + e + box.said();
      box.close();
      System.out.println(why);
      abort(why);
    }
    return box;
  }

  private void awaitBoot() {
    Awaitility.await()
        .atMost(BOOT)
        .pollInterval(Duration.ofMillis(300))
        .ignoreExceptions()
        .until(() -> sh("systemctl --user is-active default.target").getExitCode() == 0);
  }

  /** By systemd, to its console; nothing if there is no container. */
  private String said() {
    return getContainerId() == null ? "" : "\n" + getLogs();
  }

  ExecResult sh(String script) throws IOException, InterruptedException {
    return execInContainer("as-agent", script);
  }

  /** What a script that succeeds prints. */
  String print(String script) throws IOException, InterruptedException {
    ExecResult result = sh(script);
    assertThat(result.getExitCode()).as("%s: %s", script, result).isZero();
    return result.getStdout().strip();
  }

  /** The data that a verb prints. */
  JsonNode data(String words) throws IOException, InterruptedException {
    return JSON.readTree(print("supervisor " + words + " --json")).path("data");
  }

  /** Starts a worker; its agent's pid. */
  long spawn(String worker) throws IOException, InterruptedException {
    print("supervisor spawn " + worker + " --create -- sleep 100000");
    return agent(worker);
  }

  long agent(String worker) throws IOException, InterruptedException {
    return JSON.readTree(print("cat /town/" + worker + "/.runtime/agent.lock"))
        .path("pid")
        .asLong();
  }

  long tmuxServer() throws IOException, InterruptedException {
    return Long.parseLong(print("tmux display-message -p '#{pid}'"));
  }

  /** The unit that the kernel says it lives in. */
  String unitOf(long pid) throws IOException, InterruptedException {
    String path = print("sed -n 's/^0:://p' /proc/" + pid + "/cgroup");
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The process that the unit is, by systemd's word. */
  long mainPid(String unit) throws IOException, InterruptedException {
    return Long.parseLong(print("systemctl --user show --value --property=MainPID " + unit));
  }

  /** As a machine that loses power and is switched on again. */
  void bootAgain() {
    var docker = DockerClientFactory.lazyClient();
    docker.killContainerCmd(getContainerId()).exec();
    docker.startContainerCmd(getContainerId()).exec();
    awaitBoot();
  }
}
