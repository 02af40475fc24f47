package dev.tmuxsupervisor.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A process that comes when no descriptor is left is watched all the same. */
class FullDescriptorTableTest {
  @Test
  void itsEndIsToldWhenThereIsAnythingToLookWith() throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -n 200; exec \"$@\"", "sh"));
    command.addAll(ForkedJvm.ofTests().command(FullMain.class));
    try (Children children = new Children()) {
      // Removed the polling of what cannot be opened: red, watch() threw EMFILE.
      assertThat(children.run(command).output())
          .contains("must be polled")
          .endsWith("watched 2\ntold\nwatched 1\ntold\nwatched 0\n");
    }
  }

  /**
   * Watches two processes, one of them while the table is full, and ends that one first, once there
   * is room.
   */
  static final class FullMain {
    public static void main(String[] arguments) throws Exception {
      try (Children children = new Children();
          ExitWatch watch = new PidfdExitWatch()) {
        // Classes and what logging reads need descriptors too, once.
        System.getLogger("test").log(System.Logger.Level.INFO, "begin");
        end(watch, children.start("sleep", "60"));
        Process usual = children.start("sleep", "60");
        Process late = children.start("sleep", "60");
        ProcessIdentity identity = Children.identity(late);
        CountDownLatch ended = new CountDownLatch(1);
        watch.watch(Children.identity(usual), () -> {});
        Deque<Integer> fill = fill();
        watch.watch(identity, ended::countDown);
        System.out.println("watched " + watch.watched());
        fill.forEach(Libc::close);
        late.destroyForcibly().waitFor();
        ended.await();
        System.out.println("told\nwatched " + watch.watched());
        end(watch, usual);
        System.out.println("watched " + watch.watched());
      }
    }

    private static void end(ExitWatch watch, Process process) throws Exception {
      CountDownLatch ended = new CountDownLatch(1);
      watch.watch(Children.identity(process), ended::countDown);
      process.destroyForcibly().waitFor();
      ended.await();
      System.out.println("told");
    }

    private static Deque<Integer> fill() {
      Deque<Integer> descriptors = new ArrayDeque<>();
      while (true) {
        try {
          descriptors.push(Libc.openForReading(Path.of("/dev/null")));
        } catch (IOException e) {
          return descriptors;
        }
      }
    }
  }
}
