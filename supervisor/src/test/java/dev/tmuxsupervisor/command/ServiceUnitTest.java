package dev.tmuxsupervisor.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tmuxsupervisor.process.ShortProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceUnitTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void itIsNamedApartFromDebiansSupervisorAndAfterItsServer() {
    ServiceUnit unit = new ServiceUnit("/opt/supervisor", "default", Map.of("PATH", "/bin"));
    assertThat(unit.name()).isEqualTo("tmux-supervisor.service");
    assertThat(unit.text())
        .startsWith(ServiceUnit.MARK)
        .contains("\nExecStart=\"/opt/supervisor\" server run\n", "\nEnvironment=\"PATH=/bin\"\n")
        .contains("\nType=notify\n", "\nKillMode=process\n", "\nOOMPolicy=continue\n")
        .contains("\nRestart=on-failure\n", "\nRestartSec=5\n", "\nUMask=0077\n")
        .endsWith("\n[Install]\nWantedBy=default.target\n");
    ServiceUnit other = new ServiceUnit("/opt/supervisor", "work", Map.of());
    assertThat(other.name()).isEqualTo("tmux-supervisor-work.service");
    assertThat(other.text()).contains("\nExecStart=\"/opt/supervisor\" -L work server run\n");
  }

  @Test
  void whatSystemdWouldReadOtherwiseIsEscaped() {
    ServiceUnit unit =
        new ServiceUnit("/a b/%h\"\\$x", "default", Map.of("PATH", "/a b:/%u:/$y:/\"\\\n"));
    assertThat(unit.text())
        .contains("\nExecStart=:\"/a b/%%h\\\"\\\\$x\" server run\n")
        .contains("\nEnvironment=\"PATH=/a b:/%%u:/$y:/\\\"\\\\\\x0a\"\n");
  }

  /** Debian has systemd-analyze also where systemd does not run. */
  @Test
  void systemdReadsItWithoutAComplaint() throws Exception {
    ShortProgram analyze =
        new ShortProgram(
            "systemd-analyze",
            Map.of("PATH", "/usr/bin:/bin", "XDG_RUNTIME_DIR", directory.toString()),
            Duration.ofSeconds(30));
    assumeThat(analyze.find()).isPresent();
    Path launcher = Files.createDirectory(directory.resolve("a $b %h")).resolve("super visor");
    Files.writeString(launcher, "#!/bin/sh\n");
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    ServiceUnit unit = new ServiceUnit(launcher.toString(), "w", Map.of("PATH", "/a b:/%u:/$y"));
    Path file = Files.writeString(directory.resolve(unit.name()), unit.text());
    ShortProgram.Ended ended =
        analyze.run(List.of("verify", "--user", "--recursive-errors=no", file.toString()));
    assertThat(ended).isEqualTo(new ShortProgram.Ended(0, ""));
  }

  @Test
  void elsewhereTheSameStandsInACrontabOrAPlist() {
    ServiceUnit unit = new ServiceUnit("/a b/s", "work", Map.of("PATH", "/bin:/%x<"));
    assertThat(new WithoutSystemd(unit).lines(false).getLast())
        .isEqualTo("@reboot env 'PATH=/bin:/\\%x<' '/a b/s' -L work server run >/dev/null 2>&1");
    assertThat(new WithoutSystemd(unit).lines(true))
        .contains(
            "    <string>/a b/s</string>", "    <key>PATH</key><string>/bin:/%x&lt;</string>");
  }
}
