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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees that only another user, another mount namespace or a poor process can meet. */
class HardTreesTest {
  private static final Path STRACE = Path.of("/usr/bin/strace");
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

  /**
   * A mount below itself is finite, as the kernel mounts nothing into what it mounts: without what
   * remembers the directories that were entered the test is red by finding dave again and again.
   */
  @Test
  void whatIsMountedBelowItselfIsReadOnceAndOtherMountsAreRead() throws Exception {
    worker(root.resolve("a/dave"));
    Files.createDirectories(root.resolve("a/b/loop"));
    Files.createDirectories(root.resolve("other"));
    String script =
        """
        mount --rbind "$0" "$0/a/b/loop" &&
        mount --rbind "$0" "$0/a/b/loop/a/b/loop" && mount -t tmpfs none "$0/other" &&
        mkdir -p "$0/other/eve/.runtime" && : >"$0/other/eve/.runtime/worker.json" && "$@"
        """;
    assertThat(inOwnMounts(script, List.of()))
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
    assertThat(run(List.of(), ForkedJvm.ofTests(), "40"))
        .isEqualTo(IN_BOTH_WAYS.formatted("[" + root.relativize(deep) + "] []"));
  }

  /** Red without the look at each name whose type the directory does not tell (DT_UNKNOWN). */
  @Test
  void aFileSystemThatTellsNoTypesIsAskedForThem() throws Exception {
    worker(root.resolve("plain"));
    Files.createDirectory(root.resolve("old"));
    String script =
        """
        PATH=$PATH:/usr/sbin:/sbin; truncate -s 4M "$0.image"
        mkfs.ext2 -q -O ^filetype "$0.image" && mount -o loop "$0.image" "$0/old" || exit 77
        mkdir -p "$0/old/dave/.runtime" && : >"$0/old/dave/.runtime/agent.lock" >"$0/old/file"
        ln -s dave "$0/old/link" && "$@"
        """;
    assertThat(inOwnMounts(script, List.of()))
        .isEqualTo(IN_BOTH_WAYS.formatted("[old/dave, plain] []"));
  }

  /**
   * The first is a FUSE mount whose server has ended (ENOTCONN), the second a directory whose disk
   * fails (EIO). Red when any of both is passed over, or takes what is beside it along.
   */
  @Test
  void aMountWhoseServerEndedAndADiskThatFailsAreTold() throws Exception {
    assumeTrue(Files.isExecutable(STRACE), "strace is not installed");
    worker(root.resolve("dave"));
    worker(root.resolve("sick/eve"));
    Files.createDirectory(root.resolve("gone"));
    String script =
        """
        exec 7<>/dev/fuse || exit 77
        options=fd=7,rootmode=40000,user_id=0,group_id=0
        mount -i -t fuse.gone -o "$options" none "$0/gone" || exit 77
        exec 7>&- && "$@"
        """;
    List<String> sick =
        strace("getdents64:error=EIO", "-P", root.resolve("sick").toString(), "-o", "/dev/null");
    assertThat(inOwnMounts(script, sick))
        .isEqualTo(
            IN_BOTH_WAYS.formatted(
                "[dave] [gone: Transport endpoint is not connected, sick: Input/output error]"));
  }

  /** Red without the way back to openat(2), as before Linux 5.6 and in some containers. */
  @Test
  void aKernelWithoutOpenat2IsReadAsWell() throws Exception {
    assumeTrue(Files.isExecutable(STRACE), "strace is not installed");
    worker(root.resolve("a/b/dave"));
    Files.createSymbolicLink(root.resolve("link"), root.resolve("a"));
    Path trace = folder.resolve("trace");
    List<String> without = strace("openat2:error=ENOSYS", "-o", trace.toString());
    assertThat(run(without, ForkedJvm.ofTests()))
        .isEqualTo(IN_BOTH_WAYS.formatted("[a/b/dave] []"));
    assertThat(trace).content().contains("ENOSYS", "(INJECTED)");
  }

  private static List<String> strace(String injected, String... more) {
    String call = injected.substring(0, injected.indexOf(':'));
    List<String> words =
        new ArrayList<>(
            List.of("strace", "-f", "-qq", "-e", "trace=" + call, "-e", "inject=" + injected));
    words.addAll(List.of(more));
    return words;
  }

  /** The script has the root as {@code $0} and ends with 77 where it cannot mount. */
  private String inOwnMounts(String script, List<String> around) throws Exception {
    assumeTrue(Libc.effectiveUid() == 0, "only root mounts");
    List<String> command =
        new ArrayList<>(
            List.of(
                "unshare",
                "-m",
                "sh",
                "-c",
                "mount --make-rprivate / && {\n" + script + "}",
                root.toString()));
    command.addAll(around);
    command.addAll(ForkedJvm.ofTests().command(ScanMain.class, root));
    try (Children children = new Children()) {
      Children.Run run = children.run(command);
      assumeTrue(run.status() != 77, run.output());
      return run.output();
    }
  }

  private String run(List<String> around, ForkedJvm jvm, String... descriptors) throws Exception {
    List<String> command = new ArrayList<>(around);
    command.addAll(jvm.command(ScanMain.class, root));
    command.addAll(List.of(descriptors));
    try (Children children = new Children()) {
      return children.run(command).output();
    }
  }

  private static void mode(Path path, String mode) throws Exception {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  /** Prints what each way finds, relative to the root; with so many more descriptors, if told. */
  static final class ScanMain {
    public static void main(String[] arguments) throws Exception {
      Path root = Path.of(arguments[0]);
      if (arguments.length > 1) {
        limit(root, Integer.parseInt(arguments[1]));
      }
      for (Ways way : Ways.values()) {
        List<String> troubles =
            way.scan(root).troubles().stream()
                .map(it -> root.relativize(it.path()) + ": " + it.reason())
                .toList();
        System.out.println(way + " " + way.found(root) + " " + troubles);
      }
    }

    /** After a scan, and what it takes to fail: here a class is a file that has to be opened. */
    private static void limit(Path root, int more) throws Exception {
      for (Ways way : Ways.values()) {
        way.scan(root);
      }
      Class.forName("dev.tmuxsupervisor.process.Libc");
      Class.forName("dev.tmuxsupervisor.process.ErrnoException");
      long limit;
      try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
        limit = open.count() + more;
      }
      String self = Long.toString(ProcessHandle.current().pid());
      List<String> words = List.of("prlimit", "--pid", self, "--nofile=" + limit);
      if (new ProcessBuilder(words).inheritIO().start().waitFor() != 0) {
        throw new IllegalStateException("prlimit failed");
      }
    }
  }
}
