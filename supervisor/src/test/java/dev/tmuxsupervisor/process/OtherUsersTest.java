package dev.tmuxsupervisor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes of other users live, although we may not signal them. Needs root to make two users. */
class OtherUsersTest {
  private static final List<String> AS_NOBODY =
      List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

  private final Children children = new Children();

  @BeforeEach
  void needRoot() {
    assumeTrue(Libc.effectiveUid() == 0, "only root can start processes of two users");
  }

  @AfterEach
  void endChildren() {
    children.close();
  }

  @Test
  void anotherUsersProcessIsAlive() throws Exception {
    Process other = children.start(java.util.Map.of(), asNobody(List.of("sleep", "60")));
    assertThat(ProcessTable.probe(other.pid(), OptionalLong.empty()))
        .isInstanceOf(Liveness.Alive.class);
  }

  @Test
  void rootsProcessIsAliveForNobody(@TempDir Path directory) throws Exception {
    Process ours = children.start("sleep", "60");
    assertThat(children.run(asNobody(probe(directory, ours.pid()))).output()).startsWith("Alive");
  }

  @Test
  void aProcessThatProcHidesIsAliveWhenTheKernelDeniesTheSignal(@TempDir Path directory)
      throws Exception {
    // pid 1 of the namespace is the shell, 2 a sleep of root, and the JVM is nobody's.
    String script =
        "mount -o remount,hidepid=2 /proc; sleep 60 & test $! = 3 || echo \"pid $!\"; \"$@\"";
    List<String> command =
        new ArrayList<>(List.of("unshare", "-pf", "--kill-child", "--mount-proc", "sh", "-c"));
    command.addAll(List.of(script, "sh"));
    command.addAll(asNobody(probe(directory, 3)));
    // Removed the case EPERM: red, "could not be looked at".
    assertThat(children.run(command).output())
        .isEqualTo("Alive[how=pid 3 exists and belongs to another user]\n");
  }

  private static List<String> probe(Path directory, long pid) throws Exception {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    return ForkedJvm.ofTests().copiedTo(directory).command(ProbeMain.class, pid);
  }

  private static List<String> asNobody(List<String> command) {
    List<String> all = new ArrayList<>(AS_NOBODY);
    all.addAll(command);
    return all;
  }

  /** Prints what a look at a pid says. */
  static final class ProbeMain {
    public static void main(String[] arguments) {
      System.out.println(ProcessTable.probe(Long.parseLong(arguments[0]), OptionalLong.empty()));
    }
  }
}
