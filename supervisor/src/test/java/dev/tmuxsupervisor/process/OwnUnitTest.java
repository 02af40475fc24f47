package dev.tmuxsupervisor.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnUnitTest {
  private static final String MANAGER = "/user.slice/user-7.slice/user@7.service";
  private static final long OWN = ProcessHandle.current().pid();

  private final Children children = new Children();
  @TempDir private Path cgroups = Path.of("");

  @AfterEach
  void endChildren() {
    children.close();
  }

  private void members(String cgroup, Object... pids) throws IOException {
    Path folder = Files.createDirectories(cgroups.resolve(cgroup.substring(1)));
    Files.write(
        folder.resolve("cgroup.procs"),
        java.util.stream.Stream.of(pids).map(String::valueOf).toList());
  }

  private Optional<OwnUnit> of(String... lines) {
    return OwnUnit.of(Map.of("SYSTEMD_EXEC_PID", "" + OWN), List.of(lines), 7, cgroups);
  }

  @Test
  void isFoundInTheOnlyHierarchyAndAmongThoseOfVersion1() throws Exception {
    members(MANAGER + "/app.slice/x.service");
    OwnUnit unit = of("9:name=systemd:/", "0::" + MANAGER + "/app.slice/x.service").orElseThrow();
    assertThat(unit.name()).isEqualTo("x.service");
    assertThat(unit.slice()).contains("app.slice");

    members("/systemd" + MANAGER + "/old.service");
    OwnUnit old = of("1:name=systemd:" + MANAGER + "/old.service", "4:memory:/").orElseThrow();
    assertThat(old.cgroup()).startsWith(cgroups.resolve("systemd"));
    assertThat(old.slice()).isEqualTo(Optional.empty());
  }

  @Test
  void isNoneOutsideOfTheUsersOwnManager() throws Exception {
    for (String path :
        List.of(
            "/system.slice/x.service",
            MANAGER,
            MANAGER + "/app.slice/x.scope",
            "/user.slice/user-8.slice/user@8.service/app.slice/x.service")) {
      members(path);
      assertThat(of("0::" + path)).as(path).isEqualTo(Optional.empty());
    }
    assertThat(of("0::" + MANAGER + "/app.slice/unseen.service")).isEqualTo(Optional.empty());
    assertThat(of("", "garbled")).isEqualTo(Optional.empty());
  }

  /** Red when SYSTEMD_EXEC_PID is not asked: the editor would be moved out of its unit. */
  @Test
  void isNotThatOfTheEditorWeWereStartedIn() throws Exception {
    members(MANAGER + "/app.slice/editor.service");
    List<String> lines = List.of("0::" + MANAGER + "/app.slice/editor.service");
    for (Map<String, String> environment :
        List.of(Map.<String, String>of(), Map.of("SYSTEMD_EXEC_PID", "1"))) {
      assertThat(OwnUnit.of(environment, lines, 7, cgroups)).isEqualTo(Optional.empty());
    }
  }

  @Test
  void lodgersAreThoseWhoAreNotBelowUs() throws Exception {
    Process child = children.start("sh", "-c", "sleep 300 & echo $!; wait");
    String grandchild = Children.line(child);
    Process starter = children.start("sh", "-c", "setsid sleep 300 >/dev/null & echo $!");
    String stranger = Children.line(starter);
    starter.waitFor();
    try {
      members(MANAGER + "/x.service", OWN, child.pid(), grandchild, stranger, 4_000_000);
      OwnUnit unit = of("0::" + MANAGER + "/x.service").orElseThrow();
      assertThat(unit.lodgers())
          .extracting(ProcStat::pid)
          .containsExactly(Long.parseLong(stranger));
    } finally {
      ProcessHandle.of(Long.parseLong(stranger)).ifPresent(ProcessHandle::destroyForcibly);
    }
  }
}
