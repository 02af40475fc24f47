package dev.tmuxsupervisor.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.tmuxsupervisor.process.OwnUnit;
import dev.tmuxsupervisor.process.ProcStat;
import dev.tmuxsupervisor.process.ShortProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a busctl that writes down what it was told; the real one is asked in a box with systemd. */
class RehousingTest {
  private static final List<ProcStat> LODGERS = List.of(process(11, 500), process(12, 600));

  @TempDir private Path directory = Path.of("");

  private static ProcStat process(long pid, long start) {
    return new ProcStat(pid, "tmux: server", 'S', 1, pid, pid, start);
  }

  private Rehousing rehousing(String script) throws IOException {
    Path file = directory.resolve("busctl");
    Files.writeString(file, "#!/bin/sh\necho \"$*\" >>" + directory + "/calls\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new Rehousing(
        new OwnUnit(Path.of("/c/app.slice/x.service")),
        new ShortProgram("busctl", Map.of("PATH", directory.toString()), Duration.ofSeconds(20)));
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(directory.resolve("calls"));
  }

  @Test
  void oneCallMovesThemAllToAScopeThatNobodyElseHas() throws Exception {
    assertThat(rehousing("").move(LODGERS)).isEqualTo(Optional.empty());
    assertThat(calls())
        .containsExactly(
            "--user call org.freedesktop.systemd1 /org/freedesktop/systemd1"
                + " org.freedesktop.systemd1.Manager StartTransientUnit ssa(sv)a(sa(sv))"
                + " x-tmux-11-500.scope fail 6"
                + " Description s tmux, started by x.service"
                + " CollectMode s inactive-or-failed"
                + " Before as 1 x.service"
                + " Slice s app.slice"
                + " OOMPolicy s continue"
                + " PIDs au 2 11 12 0");
  }

  @Test
  void aManagerThatRefusesIsAskedOnceAndQuoted() throws Exception {
    String old = "Call failed: Cannot set property OOMPolicy, or unknown property.";
    assertThat(rehousing("echo '" + old + "'; exit 1").move(LODGERS))
        .contains(old + " (exit status 1)");
    assertThat(calls()).as("none without the policy").hasSize(1);
    Rehousing without = rehousing("");
    Files.delete(directory.resolve("busctl"));
    assertThatIOException().isThrownBy(() -> without.move(LODGERS)).withMessageContaining("busctl");
  }
}
