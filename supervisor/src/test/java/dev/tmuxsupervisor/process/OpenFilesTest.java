package dev.tmuxsupervisor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFilesTest {
  private final Children children = new Children();
  @TempDir private Path directory = Path.of("");

  @AfterEach
  void endChildren() {
    children.close();
  }

  @Test
  void namesFlockAndTheChildThatInheritedTheDescriptor() throws Exception {
    Path file = directory.resolve("guard");
    // The shell says when it has begun; flock(1) took the lock before it started the shell.
    Process flock = children.start("flock", file.toString(), "sh", "-c", "echo $$; exec sleep 60");
    long child = Long.parseLong(Children.line(flock));
    assertThat(OpenFiles.flockHolders(file))
        .contains("pid " + flock.pid() + " (flock)")
        .anyMatch(holder -> holder.startsWith("pid " + child + " ("));

    flock.destroyForcibly().waitFor();
    // /proc/locks still names the dead flock; the one that keeps the lock is its child.
    await()
        .untilAsserted(() ->
            assertThat(OpenFiles.flockHolders(file)).containsExactly("pid " + child + " (sleep)"));
    try (Pidfd handle = Pidfd.open(ProcessTable.identify(child).orElseThrow()).orElseThrow()) {
      handle.signal(Libc.SIGKILL);
      handle.awaitExit(java.time.Duration.ofSeconds(10));
    }
    assertThat(OpenFiles.flockHolders(file)).isEmpty();
  }

  @Test
  void passesOverWhoOnlyHasItOpen() throws Exception {
    Path file = Files.createFile(directory.resolve("guard"));
    Process reader = children.start("sh", "-c", "exec 9<\"$0\"; echo; read x", file.toString());
    assertThat(Children.line(reader)).isEmpty();
    assertThat(OpenFiles.flockHolders(file)).isEmpty();
  }

  @Test
  void knowsNoHolderOfAFileThatIsNotThere() throws Exception {
    assertThat(OpenFiles.flockHolders(directory.resolve("none"))).isEmpty();
  }

  @Test
  void showsNoControlCharacterOfAName() throws Exception {
    Path file = directory.resolve("guard");
    String script = "printf '\\033]0;\\302\\233x' > /proc/$$/comm; echo; read x";
    Process holder = children.start("flock", file.toString(), "sh", "-c", script);
    assertThat(Children.line(holder)).isEmpty();
    String names = String.join(" ", OpenFiles.flockHolders(file));
    // Removed \p{Cc} in favour of \p{Cntrl}, which knows ASCII only: red, for 0x9b is CSI too.
    assertThat(names).contains("]0;").doesNotContainPattern("\\p{Cc}");
    assertThat(names.getBytes(StandardCharsets.UTF_8)).doesNotContain(27);
  }
}
