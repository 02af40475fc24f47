package dev.tmuxsupervisor.scan;

import static dev.tmuxsupervisor.scan.Ways.worker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tmuxsupervisor.process.Children;
import dev.tmuxsupervisor.process.ForkedJvm;
import dev.tmuxsupervisor.process.Libc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees that only another user, another mount namespace or a poor process can meet. */
class HardTreesTest {
  private static final String IN_BOTH_WAYS = "KERNEL %1$s\nPORTABLE %1$s\n";

  @TempDir private Path folder = Path.of("unset");
  private Path root = Path.of("unset");

  @BeforeEach
  void realRoot() throws Exception {
    root = Files.createDirectory(folder.toRealPath().resolve("root"));
  }

  @Test
  void whatIsDeniedIsToldAndTheRestIsFound() throws Exception {
    assumeTrue(Libc.effectiveUid() == 0, "only root can be two users");
    worker(root.resolve("open"));
    Path closed = worker(root.resolve("closed"));
    Path runtime = worker(root.resolve("half")).resolve(".runtime");
    mode(closed, "rwx------");
    mode(runtime, "rwx------");
    mode(folder, "rwxr-xr-x");
    Path classes = Files.createDirectory(folder.resolve("classes"));

    String output =
        run(
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"),
            ForkedJvm.ofTests().copiedTo(classes));

    assertThat(output)
        .isEqualTo(
            IN_BOTH_WAYS.formatted(
                "[open] [closed: Permission denied, half/.runtime: Permission denied]"));
  }

  @Test
  void whatIsMountedBelowItselfIsReadOnceAndOtherMountsAreRead() throws Exception {
    assumeTrue(Libc.effectiveUid() == 0, "only root mounts");
    worker(root.resolve("a/dave"));
    Files.createDirectories(root.resolve("a/b/loop"));
    Files.createDirectories(root.resolve("other"));
    String script =
        """
        mount --make-rprivate / && mount --rbind "$0" "$0/a/b/loop" &&
        mount --rbind "$0" "$0/a/b/loop/a/b/loop" && mount -t tmpfs none "$0/other" &&
        mkdir -p "$0/other/eve/.runtime" && : >"$0/other/eve/.runtime/worker.json" && "$@"
        """;
    List<String> namespace = List.of("unshare", "-m", "sh", "-c", script, root.toString());
    assertThat(run(namespace, ForkedJvm.ofTests()))
        .isEqualTo(IN_BOTH_WAYS.formatted("[a/dave, other/eve] []"));
  }

  @Test
  void fewDescriptorsAreEnough() throws Exception {
    Path deep = root;
    for (int i = 0; i < 100; i++) {
      deep = deep.resolve("d" + i % 10);
      for (int j = 0; j < 3; j++) {
        Files.createDirectories(deep.resolve("side" + j));
      }
    }
    worker(deep);
    assertThat(run(List.of("prlimit", "--nofile=64"), ForkedJvm.ofTests()))
        .isEqualTo(IN_BOTH_WAYS.formatted("[" + root.relativize(deep) + "] []"));
  }

  private String run(List<String> around, ForkedJvm jvm) throws Exception {
    List<String> command = new ArrayList<>(around);
    command.addAll(jvm.command(ScanMain.class, root));
    try (Children children = new Children()) {
      return children.run(command).output();
    }
  }

  private static void mode(Path path, String mode) throws Exception {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  /** Prints what each way finds, relative to the root. */
  static final class ScanMain {
    public static void main(String[] arguments) throws Exception {
      Path root = Path.of(arguments[0]);
      for (Ways way : Ways.values()) {
        List<String> troubles =
            way.scan(root).troubles().stream()
                .map(it -> root.relativize(it.path()) + ": " + it.reason())
                .toList();
        System.out.println(way + " " + way.found(root) + " " + troubles);
      }
    }
  }
}
