package dev.tmuxsupervisor.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tmuxsupervisor.process.Children;
import dev.tmuxsupervisor.process.ForkedJvm;
import dev.tmuxsupervisor.process.Libc;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file system without a free block, mounted where no other process sees it. */
class FullDiskTest {
  @Test
  void keepsTheOldLockAndCanStillRemoveIt(@TempDir Path disk) throws Exception {
    assumeTrue(Libc.effectiveUid() == 0, "only root mounts a file system to fill");
    String script = "mount -t tmpfs -o size=64k tmpfs \"$0\" && exec \"$@\"";
    List<String> command =
        new ArrayList<>(List.of("unshare", "-m", "sh", "-c", script, disk.toString()));
    command.addAll(ForkedJvm.ofTests().command(FillMain.class, disk));
    try (Children children = new Children()) {
      assertThat(children.run(command).output())
          .isEqualTo(
              """
              write: %s/.runtime/agent.lock: No space left on device
              unchanged: true
              files: [.gitignore, agent.lock, agent.lock.flock]
              removed: Absent[]
              """
                  .formatted(disk));
    }
  }

  /** Fills the file system of a worker and prints what then happens to its lock. */
  static final class FillMain {
    public static void main(String[] arguments) throws Exception {
      Path disk = Path.of(arguments[0]);
      RuntimeDirectory directory = RuntimeDirectory.of(disk);
      directory.create();
      LockFile file = new LockFile(directory);
      try (Guard guard = Guard.take(directory, Duration.ofSeconds(5))) {
        file.write(guard, LockSamples.held(1));
      }
      fill(disk.resolve("filler"));
      LockReading before = file.read();
      try (Guard guard = Guard.take(directory, Duration.ofSeconds(5))) {
        try {
          file.write(guard, LockSamples.held(2));
          System.out.println("write: done");
        } catch (FileSystemException e) {
          System.out.println("write: " + e.getMessage());
        }
        System.out.println("unchanged: " + file.read().equals(before));
        try (Stream<Path> files = Files.list(directory.path())) {
          System.out.println(
              "files: " + files.map(path -> path.getFileName().toString()).sorted().toList());
        }
        file.remove(guard, (LockReading.Present) before);
        System.out.println("removed: " + file.read());
      }
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
