package dev.tmuxsupervisor.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tmuxsupervisor.judge.Collision;
import dev.tmuxsupervisor.process.Children;
import dev.tmuxsupervisor.process.ForkedJvm;
import dev.tmuxsupervisor.worker.Worker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One directory at two places, where no other process sees it. */
class BindMountTest {
  @Test
  void aFolderThatIsMountedTwiceIsOneFolderWithTwoNames(@TempDir Path directory) throws Exception {
    assumeTrue(isRoot(), "only root mounts");
    String mount = "mount -t tmpfs tmpfs \"$0\" && exec \"$@\"";
    List<String> command =
        new ArrayList<>(List.of("unshare", "-m", "sh", "-c", mount, directory.toString()));
    command.addAll(ForkedJvm.ofTests().command(MountMain.class));
    try (Children children = new Children()) {
      assertThat(children.run(command).output().lines().map(line -> line.replaceAll(" .*", "")))
          .containsExactly("two_names", "second_agent", "3");
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** In a mount namespace of its own: two workers, the second mounted from the first. */
  static final class MountMain {
    public static void main(String[] arguments) throws Exception {
      Town town = Town.create();
      try {
        Worker a = town.worker("crew/a");
        Worker b = town.worker("crew/b");
        town.start(a.root(), Map.of(), "mount", "--bind", "crew/a", "crew/b").waitFor();
        town.start(a.directory(), Map.of(), town.called("claude"), "1000");
        town.start(b.directory(), Map.of(), town.called("codex"), "1000");
        town.awaitPrograms(a.directory(), "claude", 1);
        town.awaitPrograms(b.directory(), "codex", 1);
        // One that is no worker's name: known by what it is alone.
        Path third = Files.createDirectory(a.root().resolve("third"));
        town.start(a.root(), Map.of(), "mount", "--bind", "crew/a", "third").waitFor();
        town.start(third, Map.of(), town.called("gemini"), "1000");
        town.awaitPrograms(third, "gemini", 1);
        for (Collision collision : town.collisions()) {
          System.out.println(collision.kind());
          if (collision instanceof Collision.SecondAgent second) {
            System.out.println(second.agents().size());
          }
        }
        town.start(a.root(), Map.of(), "umount", "-l", "crew/b", "third").waitFor();
      } finally {
        town.close();
      }
    }
  }
}
