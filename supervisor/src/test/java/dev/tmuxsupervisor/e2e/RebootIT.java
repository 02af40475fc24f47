package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.process.Children;
import dev.tmuxsupervisor.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Another boot id is mounted over the kernel's, where only the next server sees it. */
class RebootIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WORKERS = 3;

  /**
   * One lock names a stranger by pid and start, as it can be after a reboot. Red when the pid of an
   * older boot is believed: the stranger is ended as what the dead run left.
   */
  @Test
  void allWantedWorkersComeBackAndWhoHasAnOldPidIsLeftAlone() throws Exception {
    List<String> names = Crew.names(WORKERS);
    try (Crew crew = Crew.create();
        Children children = new Children()) {
      assumeTrue(canMount(children), "SKIP: this kernel lets nobody mount over the boot id");
      for (String worker : names) {
        crew.spawn(worker);
      }
      crew.data("stop", names.getLast());
      Process stranger = children.start("sleep", "1000");
      powerOff(crew, names);
      name(crew, names.getFirst(), Children.identity(stranger));

      Path calls = crew.launcher().world().resolve("calls");
      String boot = UUID.randomUUID().toString();
      MortalServer.start(crew.launcher(), wrapper(crew, boot, calls));
      for (String worker : names.subList(0, WORKERS - 1)) {
        crew.awaitGeneration(worker, 2);
        crew.requireOneAgent(worker);
        assertThat(crew.held(worker, "boot_id")).isEqualTo(boot);
      }
      crew.requireDown(names.getLast());
      assertThat(crew.awaitEvents("ended", WORKERS - 1))
          .allMatch(it -> it.path("why").asText().contains("the machine was started again"));
      assertThat(stranger.isAlive()).isTrue();
      if (Files.exists(calls)) {
        assertThat(Files.readString(calls))
            .contains("pidfd_open")
            .doesNotContainPattern("(kill|pidfd_open)\\(" + stranger.pid() + ",");
      }
      long tmux = crew.tmuxServer();
      crew.killServer();
      crew.signal(tmux, "KILL"); // a killed strace leaves it with system calls that fail
    }
  }

  /**
   * The clock that nobody sets began anew: the date decides, whatever that clock said. Red when the
   * boot is not compared.
   */
  @Test
  void whatIsKeptByHandIsOverByTheDate() throws Exception {
    try (Crew crew = Crew.create();
        Children children = new Children()) {
      assumeTrue(canMount(children), "SKIP: this kernel lets nobody mount over the boot id");
      for (String worker : List.of("crew/kept", "crew/over")) {
        crew.spawn(worker);
        crew.data("lock", "acquire", worker, "--reason", "deploy", "--ttl", "1h", "--force");
      }
      crew.killServer();
      until(crew, "crew/kept", Instant.now().plus(Duration.ofHours(1)), 0);
      until(crew, "crew/over", Instant.now(), Integer.MAX_VALUE);

      Path calls = crew.launcher().world().resolve("calls");
      MortalServer.start(crew.launcher(), wrapper(crew, UUID.randomUUID().toString(), calls));
      Crew.await().until(() -> !Files.exists(crew.lockFile("crew/over")));
      assertThat(crew.data("why", "crew/kept").path("verdict").asText()).isEqualTo("reserved");
      assertThat(crew.data("why", "crew/over").path("state").asText()).isEqualTo("stopped");
      crew.killServer();
    }
  }

  private static void until(Crew crew, String worker, Instant wall, long boottime)
      throws IOException {
    ObjectNode lock = (ObjectNode) crew.lock(worker);
    ((ObjectNode) lock.at("/supervisor/by_hand"))
        .put("until", wall.toString())
        .put("until_boottime_ms", boottime);
    Files.write(crew.lockFile(worker), JSON.writeValueAsBytes(lock));
  }

  private static boolean canMount(Children children) throws Exception {
    String script = "mount --bind /dev/null /proc/sys/kernel/random/boot_id";
    return children.run(List.of("unshare", "-m", "sh", "-c", script)).status() == 0;
  }

  /** Nobody says goodbye. */
  private static void powerOff(Crew crew, List<String> names) throws Exception {
    crew.killServer();
    crew.signal(crew.tmuxServer(), "KILL");
    for (String worker : names) {
      for (long agent : crew.referee(worker).agents()) {
        ProcessHandle.of(agent).ifPresent(ProcessHandle::destroyForcibly);
      }
      Crew.await().until(() -> crew.referee(worker).agents().isEmpty());
    }
  }

  private static void name(Crew crew, String worker, ProcessIdentity stranger) throws IOException {
    ObjectNode lock = (ObjectNode) crew.lock(worker);
    lock.put("pid", stranger.pid());
    ((ObjectNode) lock.path("supervisor")).put("start_ticks", stranger.startTicks());
    Files.write(crew.lockFile(worker), JSON.writeValueAsBytes(lock));
  }

  /** Under strace, where there is one: no signal and no handle goes past it. */
  private static String[] wrapper(Crew crew, String boot, Path calls) throws IOException {
    Path fake = Files.writeString(crew.launcher().world().resolve("boot_id"), boot + "\n");
    String trace =
        Files.isExecutable(Path.of("/usr/bin/strace"))
            ? "strace -D -f -qq --seccomp-bpf -e trace=kill,tkill,pidfd_open,pidfd_send_signal -o "
                + calls
            : "";
    return new String[] {
      "unshare",
      "-m",
      "sh",
      "-c",
      "mount --bind \"$0\" /proc/sys/kernel/random/boot_id && exec " + trace + " \"$@\"",
      fake.toString()
    };
  }
}
