package dev.tmuxsupervisor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A pid that the kernel really gave twice, in a pid namespace of its own. */
class RecycledPidTest {
  @Test
  void theSuccessorIsNotTheOneThatWasMeant() throws Exception {
    assumeTrue(Libc.effectiveUid() == 0, "only root makes a pid namespace and sets its last pid");
    List<String> command =
        new ArrayList<>(List.of("unshare", "-pf", "--kill-child", "--mount-proc"));
    command.addAll(ForkedJvm.ofTests().command(RecycleMain.class));
    try (Children children = new Children()) {
      assertThat(children.run(command).output())
          .isEqualTo("Dead\nhandle Optional.empty\nsuccessor true\n");
    }
  }

  /** Ends a process, starts others until one has its pid, and prints what is said of the first. */
  static final class RecycleMain {
    private static final Path LAST_PID = Path.of("/proc/sys/kernel/ns_last_pid");

    public static void main(String[] arguments) throws Exception {
      try (Children children = new Children()) {
        Process first = children.start("sleep", "60");
        ProcessIdentity meant = Children.identity(first);
        first.destroyForcibly().waitFor();

        Process successor = successorOf(meant, children);

        System.out.println(ProcessTable.probe(meant).getClass().getSimpleName());
        System.out.println("handle " + Pidfd.open(meant));
        System.out.println("successor " + successor.isAlive());
      }
    }

    /** Threads of the JVM take numbers too, so it may need several goes. */
    private static Process successorOf(ProcessIdentity process, Children children)
        throws Exception {
      for (int attempt = 0; attempt < 500; attempt++) {
        Files.writeString(LAST_PID, Long.toString(process.pid() - 1));
        Process next = children.start("sleep", "60");
        // The kernel counts in ticks of 10 ms: within one tick even the start is the same.
        if (next.pid() == process.pid() && !Children.identity(next).equals(process)) {
          return next;
        }
        next.destroyForcibly().waitFor();
      }
      throw new AssertionError("no process got the pid " + process.pid());
    }
  }
}
