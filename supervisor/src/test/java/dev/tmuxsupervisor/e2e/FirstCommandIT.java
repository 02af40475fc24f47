package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The command that starts the server. */
class FirstCommandIT {
  private Launcher launcher;

  @BeforeEach
  void create() throws IOException {
    launcher = Launcher.create();
  }

  @AfterEach
  void close() throws IOException {
    launcher.close();
  }

  @Test
  void itHasTheExitCodeOfItsVerb() throws Exception {
    assertThat(launcher.run("why", "nobody").exit()).isEqualTo(3);
  }

  /** Red with {@code Ending.hasten} empty: the JVM's own thread ends the process, after 300 ms. */
  @Test
  void theThreadThatTalkedToTheServerEndsItsProcess() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "strace is not installed");
    Path calls = Files.createFile(launcher.world().resolve("calls"));
    String traced = "strace -f -qq -e trace=connect,exit_group -o " + calls;
    launcher.script(traced + " " + Launcher.program() + " version >/dev/null 2>&1 &").orFail();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThat(threads(calls, call -> call.contains("exit_group(0)")))
                .containsAnyElementsOf(
                    threads(calls, call -> call.contains(".sock\"") && call.endsWith(" = 0"))));
  }

  private static Set<String> threads(Path calls, Predicate<String> made) throws IOException {
    return Files.readAllLines(calls).stream()
        .filter(made)
        .map(line -> line.split(" ", 2)[0])
        .collect(Collectors.toSet());
  }
}
