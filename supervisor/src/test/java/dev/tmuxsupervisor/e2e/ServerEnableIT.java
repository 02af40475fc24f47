package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tmuxsupervisor.e2e.Launcher.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With a systemctl and a loginctl that write down what they were asked. */
class ServerEnableIT extends OnBench {
  private Path folder() throws IOException {
    Path folder = Files.createDirectories(bench().launcher().world().resolve("fake"));
    bench().launcher().with("PATH", folder + ":" + System.getenv("PATH"));
    return folder;
  }

  private void fake(String name, String answer) throws IOException {
    Path file = folder().resolve(name);
    Files.writeString(
        file, "#!/bin/sh\necho %s \"$@\" >>%s/calls\n%s\n".formatted(name, folder(), answer));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private List<String> calls() throws IOException {
    Path calls = folder().resolve("calls");
    List<String> lines = Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    Files.deleteIfExists(calls);
    return lines;
  }

  private Path unit(String name) {
    return bench().launcher().world().resolve("home/.config/systemd/user/" + name);
  }

  @Test
  void theUnitIsWrittenEnabledAndRemovedAgain() throws Exception {
    fake("systemctl", "exit 0");
    fake("loginctl", "echo Linger=no");
    Result enabled = bench().run("server", "enable").orFail();
    assertThat(enabled.out())
        .contains("tmux-supervisor.service enabled", "at your first login", "enable-linger")
        .contains("goes on", "systemctl --user start tmux-supervisor.service");
    assertThat(calls())
        .containsExactly(
            "systemctl --user --no-pager show --property=Version",
            "systemctl --user --no-pager daemon-reload",
            "systemctl --user --no-pager enable tmux-supervisor.service",
            "loginctl show-user "
                + Files.getAttribute(folder(), "unix:uid")
                + " --property=Linger");
    String text = Files.readString(unit("tmux-supervisor.service"));
    assertThat(text)
        .contains("ExecStart=\"" + Launcher.program() + "\" server run")
        .contains("Environment=\"PATH=" + folder() + ":" + System.getenv("PATH") + "\"");
    assertThat(bench().run("server", "enable", "--print").orFail().out()).isEqualTo(text);
    assertThat(calls()).isEmpty();

    fake("loginctl", "echo Linger=yes");
    JsonNode named =
        new ObjectMapper()
            .readTree(bench().run("-L", "work", "server", "enable", "--json").orFail().out());
    assertThat(named.at("/data/starts_at").asText()).isEqualTo("boot");
    assertThat(Path.of(named.at("/data/file").asText()))
        .isEqualTo(unit("tmux-supervisor-work.service"))
        .content()
        .contains("\" -L work server run\n");

    calls();
    bench().run("server", "disable").orFail();
    assertThat(calls())
        .contains("systemctl --user --no-pager disable tmux-supervisor.service")
        .last()
        .isEqualTo("systemctl --user --no-pager daemon-reload");
    assertThat(unit("tmux-supervisor.service")).doesNotExist();
    assertThat(unit("tmux-supervisor-work.service")).exists();
    assertThat(bench().run("server", "disable").orFail().out()).contains("was not enabled");
    assertThat(calls()).isEmpty();
  }

  @Test
  void withoutAManagerNothingIsWrittenAndWhatIsMissingIsSaid() throws Exception {
    fake("systemctl", "echo 'Failed to connect to bus: No medium found' >&2; exit 1");
    Result refused = bench().run("server", "enable");
    assertThat(refused.exit()).isEqualTo(5);
    assertThat(refused.err())
        .contains("nothing was enabled", "does not answer: Failed to connect to bus");
    assertThat(refused.out())
        .contains("[Service]", "@reboot env ", Launcher.program() + " server run");
    assertThat(unit("tmux-supervisor.service")).doesNotExist();
    assertThat(bench().json(5, "server", "enable").at("/error/code").asText())
        .isEqualTo("NO_SERVICE_MANAGER");
  }

  @Test
  void anothersUnitOfThatNameStays() throws Exception {
    fake("systemctl", "exit 0");
    Files.createDirectories(unit("x").resolveSibling(""));
    Path theirs = Files.writeString(unit("tmux-supervisor.service"), "[Service]\n");
    for (String verb : List.of("enable", "disable")) {
      Result refused = bench().run("server", verb);
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.err()).contains("was not written by this program");
    }
    assertThat(theirs).hasContent("[Service]\n");
  }

  @Test
  void theDoctorTellsWhetherTheUnitStartsAndWhen() throws Exception {
    fake("systemctl", "exit 0");
    fake("loginctl", "echo Linger=no");
    bench().run("server", "enable").orFail();
    assertThat(bench().run("doctor").out())
        .contains("PASS  " + unit("tmux-supervisor.service") + " is as this program writes it")
        .contains("WARN  tmux-supervisor.service is not enabled: nothing starts it")
        .doesNotContain("linger");
    Path wants = Files.createDirectories(unit("default.target.wants"));
    Files.createSymbolicLink(
        wants.resolve("tmux-supervisor.service"), unit("tmux-supervisor.service"));
    assertThat(bench().run("doctor").out())
        .contains("WARN  linger is off: the unit starts at your login", "loginctl enable-linger")
        .doesNotContain("is not enabled");
    fake("loginctl", "echo Linger=yes");
    assertThat(bench().run("doctor").out()).contains("PASS  linger is on: the unit starts at boot");
    Files.writeString(
        unit("tmux-supervisor.service"),
        Files.readString(unit("tmux-supervisor.service")).replace("KillMode=process\n", ""));
    assertThat(bench().run("doctor").out())
        .contains("FAIL  ", "lacks KillMode=process: stopping the unit ends the agents")
        .contains("was written for another PATH, Java, place or version of this program");
  }

  @Test
  void theDoctorTellsWhichSupervisorComesFirst() throws Exception {
    fake("supervisor", "exit 1");
    Path first = folder().resolve("supervisor");
    assertThat(bench().run("doctor").out())
        .contains("the first supervisor on your PATH is another program, " + first)
        .contains("put " + Launcher.program().getParent() + " before it");
    Path beside = Files.createDirectories(folder().resolve("../lib/supervisor"));
    Path bin = Files.createDirectories(beside.resolve("../../bin"));
    Files.createFile(beside.resolve("supervisor-client.jar"));
    Files.move(first, bin.resolve("supervisor"));
    bench().launcher().with("PATH", bin.normalize() + ":" + System.getenv("PATH"));
    assertThat(bench().run("doctor").out())
        .contains("is another installation of this program, " + bin.normalize() + "/supervisor");
    Files.delete(bin.resolve("supervisor"));
    Files.createSymbolicLink(bin.resolve("supervisor"), Launcher.program());
    assertThat(bench().run("doctor").out())
        .contains("PASS  the first supervisor on your PATH is " + bin.normalize() + "/supervisor");
    assertThat(calls()).as("a stranger's program is not run").isEmpty();
  }

  /** As a service manager runs it. */
  @Test
  void whatTheUnitRunsNeedsNeitherTerminalNorRuntimeDirectory() throws Exception {
    bench().launcher().script("rmdir " + bench().launcher().runtime()).orFail();
    Launcher.Running server =
        bench()
            .launcher()
            .without("TERM")
            .without("SHELL")
            .without("LANG")
            .startInterruptible("server", "run");
    org.awaitility.Awaitility.await().until(() -> bench().run("server", "status").exit() == 0);
    assertThat(bench().launcher().servers())
        .extracting(ProcessHandle::pid)
        .containsExactly(server.process().pid());
  }
}
