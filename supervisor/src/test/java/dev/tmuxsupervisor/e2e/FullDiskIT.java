package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tmuxsupervisor.client.Speaker.Answer;
import dev.tmuxsupervisor.process.Children;
import dev.tmuxsupervisor.process.ForkedJvm;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The workers lie on a file system of their own, which is filled under them. */
class FullDiskIT {
  private static final List<String> NAMESPACE = List.of("unshare", "-m", "sh", "-c");

  @Test
  void whoIsStoppedStaysDownAndWhoDiedIsBackAsSoonAsThereIsRoom() throws Exception {
    try (Children children = new Children()) {
      List<String> trial = new ArrayList<>(NAMESPACE);
      trial.add("mount -t tmpfs tmpfs /mnt");
      assumeTrue(children.run(trial).status() == 0, "SKIP: no mount namespace of one's own here");
      List<String> command = new ArrayList<>(NAMESPACE);
      command.addAll(List.of("exec \"$@\"", "sh"));
      command.addAll(
          ForkedJvm.ofTests().command(FillMain.class, Launcher.program(), Launcher.lib()));
      Children.Run run = children.run(command);
      assertThat(run.status()).as(run.output()).isZero();
      assertThat(run.output()).endsWith("as it must be\n");
    }
  }

  /** In a mount namespace where nobody else sees what it mounts. */
  static final class FillMain {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STOPPED = "crew/stopped";
    private static final String DEAD = "crew/dead";

    /** With pauses that double, the next try would be as far away after it. */
    private static final Duration LONG = Duration.ofSeconds(8);

    public static void main(String[] arguments) throws Exception {
      System.setProperty("supervisor.launcher", arguments[0]);
      System.setProperty("supervisor.lib", arguments[1]);
      try (Crew crew = Crew.create();
          Children children = new Children()) {
        Path town = crew.runtime(STOPPED).resolve("../../..").normalize();
        assertThat(
                children
                    .run(List.of("mount", "-t", "tmpfs", "-o", "size=128k", "t", town.toString()))
                    .status())
            .isZero();
        crew.spawn(STOPPED);
        crew.spawn(DEAD);
        Path filler = town.resolve("filler");
        fill(filler);
        onFullDisk(crew);
        Files.delete(filler);
        Awaitility.await()
            .atMost(Duration.ofSeconds(2))
            .until(() -> crew.referee(DEAD).agents().size() == 1);
        crew.awaitGeneration(DEAD, 2);
        crew.requireDown(STOPPED);
        assertThat(crew.data("why", STOPPED).path("state").asText()).isEqualTo("stopped");
        children.run(List.of("umount", "-l", town.toString()));
      }
      System.out.println("as it must be");
    }

    private static void onFullDisk(Crew crew) throws Exception {
      Answer refused = crew.say("spawn", "crew/new", "--create", "--json", "--", "sleep", "1");
      assertThat(JSON.readTree(refused.text()).at("/error/code").asText()).isEqualTo("DISK_FULL");
      crew.signal(crew.agent(DEAD), "KILL");
      crew.data("stop", STOPPED);
      crew.requireDown(STOPPED);
      fill(crew.runtime(DEAD).resolve("../../../filler2").normalize());
      Instant end = Instant.now().plus(LONG);
      Crew.await().until(() -> Instant.now().isAfter(end));
      assertThat(crew.events("error")).as("told once").hasSize(1);
    }

    private static void fill(Path filler) throws IOException {
      try (OutputStream out = Files.newOutputStream(filler)) {
        while (true) {
          out.write(new byte[4096]);
        }
      } catch (IOException e) {
        if (!"No space left on device".equals(e.getMessage())) {
          throw e;
        }
      }
    }
  }
}
