package dev.tmuxsupervisor.scan;

import static dev.tmuxsupervisor.scan.Ways.worker;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.process.Children;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real trees, read in both ways. */
class TreeScanTest {
  @TempDir private Path folder = Path.of("unset");
  private Path root = Path.of("unset");

  @BeforeEach
  void realRoot() throws Exception {
    root = folder.toRealPath();
  }

  @ParameterizedTest
  @EnumSource
  void workersAreFoundWhateverTheirRuntimeFolderHolds(Ways ways) throws Exception {
    worker(root.resolve("crew/dave"));
    Path file = Files.createDirectories(root.resolve("crew/new/.runtime"));
    Files.writeString(file.resolve("worker.json"), "");
    Files.createDirectories(root.resolve("crew/none/.runtime/agent.lock.flock"));
    Path odd = Files.createDirectories(root.resolve("odd/.runtime"));
    Files.createSymbolicLink(odd.resolve("agent.lock"), Path.of("nowhere"));
    Files.writeString(Files.createDirectories(root.resolve("file")).resolve(".runtime"), "");
    worker(root.resolve("crew/dave/.runtime/inside"));

    ScanResult result = ways.scan(root);

    assertThat(result.workers())
        .containsExactly(
            new FoundWorker(root.resolve("crew/dave"), true, false),
            new FoundWorker(root.resolve("crew/new"), false, true),
            new FoundWorker(root.resolve("odd"), true, false));
    assertThat(result.troubles()).isEmpty();
    assertThat(result.directories()).isEqualTo(7);
    assertThat(result.entries()).isEqualTo(11);
  }

  @ParameterizedTest
  @EnumSource
  void aSkippedNameHidesWhatIsBelowAndNeverARoot(Ways ways) throws Exception {
    worker(root.resolve("node_modules/a/worker"));
    worker(root.resolve("bazel-out/worker"));
    worker(root.resolve("src/vendored/worker"));
    assertThat(ways.found(root)).containsExactly("src/vendored/worker");
    assertThat(ways.found(root.resolve("node_modules"))).containsExactly("a/worker");

    Path below = root.resolve("node_modules/a");
    ScanPlan both = ScanPlan.of(List.of(root, below, below, root.resolve("src")), Skips.USUAL);
    assertThat(both.roots()).containsExactly(root, below);
    assertThat(ways.scan(both).workers()).hasSize(2);
    ScanPlan all = ScanPlan.of(List.of(below, root), Skips.NONE);
    assertThat(all.roots()).containsExactly(root);
    assertThat(ways.scan(all).workers()).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource
  void symbolicLinksAreFollowedNowhereButAtTheRoot(Ways ways) throws Exception {
    worker(root.resolve("real/dave"));
    Files.createSymbolicLink(root.resolve("alias"), root.resolve("real"));
    Files.createSymbolicLink(root.resolve("real/loop"), root);
    Files.createSymbolicLink(root.resolve("real/self"), Path.of("self"));
    Files.createDirectory(root.resolve("linked"));
    Files.createSymbolicLink(root.resolve("linked/.runtime"), root.resolve("real/dave/.runtime"));
    assertThat(ways.found(root)).containsExactly("real/dave");
    assertThat(ways.scan(root.resolve("alias")).workers())
        .containsExactly(new FoundWorker(root.resolve("real/dave"), true, false));
    assertThat(ways.scan(root).troubles()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void theRootMayBeAWorkerAndOneMayBeInsideAnother(Ways ways) throws Exception {
    worker(root);
    worker(root.resolve("inside/it"));
    assertThat(ways.found(root)).containsExactly("", "inside/it");
  }

  @ParameterizedTest
  @EnumSource
  void aRootThatIsGoneIsATrouble(Ways ways) throws Exception {
    Path gone = Files.createDirectory(root.resolve("gone"));
    ScanPlan plan = ScanPlan.of(List.of(gone), Skips.USUAL);
    Files.delete(gone);
    assertThat(ways.scan(plan).troubles()).extracting(ScanTrouble::path).containsExactly(gone);
  }

  /** Red when neither O_NOFOLLOW nor RESOLVE_NO_SYMLINKS is asked for. */
  @ParameterizedTest
  @EnumSource
  void aDirectoryThatBecameALinkIsNotFollowed(Ways ways) throws Exception {
    worker(root.resolve("elsewhere"));
    Path link = Files.createDirectory(root.resolve("link"));
    ScanPlan plan = ScanPlan.of(List.of(link), Skips.USUAL);
    Files.delete(link);
    Files.createSymbolicLink(link, root.resolve("elsewhere"));
    assertThat(ways.scan(plan).workers()).isEmpty();
    assertThat(ways.scan(plan).troubles()).extracting(ScanTrouble::path).containsExactly(link);
  }

  @Test
  void namesAreBytesAndNeedBeNoText() throws Exception {
    String script =
        """
        cd "$1" && mkdir -p "$(printf 'bad\\377')/dave/.runtime" "$(printf 'two\\nlines')/.runtime" &&
        : >"$(printf 'bad\\377')/dave/.runtime/agent.lock" >"$(printf 'two\\nlines')/.runtime/worker.json"
        """;
    try (Children children = new Children()) {
      children.run(List.of("sh", "-c", script, "sh", root.toString()));
    }
    List<FoundWorker> found = Ways.KERNEL.scan(root).workers();
    assertThat(found).hasSize(2);
    assertThat(found).allMatch(worker -> Files.isDirectory(worker.directory()));
    assertThat(found).isEqualTo(Ways.PORTABLE.scan(root).workers());
  }

  @Test
  void theKernelsWayReadsDeeperThanAnyPathIsLong() throws Exception {
    String name = ("d".repeat(20) + "/").repeat(150);
    String script =
        """
        cd "$1"; for i in 1 2 3 4; do mkdir -p "$2" && cd "$2" || exit; done
        mkdir .runtime && : >.runtime/agent.lock
        """;
    try (Children children = new Children()) {
      children.run(List.of("bash", "-c", script, "bash", root.toString(), name));
      ScanResult result = Ways.KERNEL.scan(root);
      assertThat(result.troubles()).isEmpty();
      assertThat(result.directories()).isEqualTo(601);
      assertThat(result.workers()).hasSize(1);
      // JUnit cannot delete what is so deep.
      children.run(List.of("rm", "-rf", root.resolve(name.substring(0, 20)).toString()));
    }
  }

  @Test
  void manyEntriesOfOneDirectoryAreReadInPieces() throws Exception {
    for (int i = 0; i < 20_000; i++) {
      Files.createFile(root.resolve("a-file-with-a-name-of-some-length-" + i));
    }
    worker(root);
    assertThat(Ways.KERNEL.scan(root).entries()).isEqualTo(20_001);
    assertThat(Ways.KERNEL.found(root)).containsExactly("");
  }

  @Test
  void bothWaysFindTheSameInAnyTree() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<Path> directories = new ArrayList<>(List.of(root));
    List<String> names =
        List.of("a", "b", ".git", "target", "x y", "ü", "out-1", "node_modules", "\t", "%41");
    for (int i = 0; i < 400; i++) {
      Path above = directories.get(random.nextInt(directories.size()));
      Path path = above.resolve(names.get(random.nextInt(names.size())) + random.nextInt(3));
      Path plain = above.resolve(names.get(random.nextInt(names.size())));
      switch (random.nextInt(5)) {
        case 0 -> Files.writeString(Files.exists(path) ? above.resolve("f" + i) : path, "");
        case 1 -> directories.add(worker(Files.exists(path) ? above.resolve("w" + i) : path));
        case 2 -> Files.createSymbolicLink(above.resolve("l" + i), above);
        default -> directories.add(Files.exists(plain) ? above : Files.createDirectory(plain));
      }
    }
    ScanResult kernel = Ways.KERNEL.scan(root);
    assertThat(kernel).as("seed %d", seed).isEqualTo(Ways.PORTABLE.scan(root));
    assertThat(kernel.workers()).as("seed %d", seed).isNotEmpty();
  }
}
