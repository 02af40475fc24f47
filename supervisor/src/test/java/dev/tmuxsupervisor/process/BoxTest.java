package dev.tmuxsupervisor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a pid namespace, which is all of a container that matters here, proves who it is. */
final class BoxTest {
  private static final String NAMESPACE = "unshare -pf --kill-child --mount-proc";

  @TempDir Path directory;

  @Test
  void theFirstProcessProvesItWithItsLock() throws Exception {
    String proven = boxAfter(NAMESPACE + " flock --no-fork %s sh -c");

    assertThat(proven).matches("Optional\\[ann@[0-9]+:[0-9]+]");
    assertThat(boxAfter(NAMESPACE + " flock --no-fork %s sh -c")).isEqualTo(proven);
  }

  /** Red when the name alone is believed: two containers may be given the same. */
  @Test
  void nobodyElseDoes() throws Exception {
    assertThat(boxAfter(NAMESPACE + " sh -c")).isEqualTo("Optional.empty");
    assertThat(boxAfter(NAMESPACE + " sh -c '\"$@\"; true' sh flock --no-fork %s sh -c"))
        .as("a process of it, which may end before the others")
        .isEqualTo("Optional.empty");
    assertThat(boxAfter("flock --no-fork %s " + NAMESPACE + " sh -c"))
        .as("somebody outside")
        .isEqualTo("Optional.empty");
  }

  /** A container in the container, which lives and dies for itself. */
  @Test
  void whoeverIsFurtherInsideIsNotIt() throws Exception {
    String outer = NAMESPACE + " flock --no-fork %s ";
    assertThat(boxAfter(outer + NAMESPACE + " sh -c")).isEqualTo("Optional.empty");
    assertThat(boxAfter(outer + "unshare -pf --kill-child sh -c"))
        .as("with the outer /proc")
        .isEqualTo("Optional.empty");
  }

  private String boxAfter(String prefix) throws Exception {
    assumeTrue(Libc.effectiveUid() == 0, "SKIP: only root makes a pid namespace");
    Path file = directory.resolve("ann");
    if (!Files.exists(file)) {
      Files.createFile(file);
    }
    List<String> command = new ArrayList<>(List.of("sh", "-c"));
    String java = String.join(" ", ForkedJvm.ofTests().command(BoxMain.class, file));
    // "; true" keeps the shell from becoming Java: process 1 has to be another.
    command.add(prefix.formatted(file) + " '" + java + "; true'");
    try (Children children = new Children()) {
      return children.run(command).output().strip();
    }
  }
}
