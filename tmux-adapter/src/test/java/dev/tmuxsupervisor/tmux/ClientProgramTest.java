package dev.tmuxsupervisor.tmux;

import static dev.tmuxsupervisor.tmux.TmuxFixture.content;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ClientProgramTest {
  @RegisterExtension final TmuxFixture fixture = new TmuxFixture();

  @Test
  void withoutTmuxOnThePathThereIsNoClient() {
    assertThat(reason(at(fixture.directory("empty")))).isEqualTo(Reason.NO_CLIENT);
  }

  @Test
  void anOldTmuxIsNamed() throws IOException {
    Path directory = fixture.directory("old");
    script(directory, "echo tmux 3.1c");
    assertThat(at(directory).snapshot(List.of()))
        .isEqualTo(
            new Unreachable<>(
                Reason.TOO_OLD,
                directory.resolve("tmux") + " is tmux 3.1c; at least 3.2 is needed"));
  }

  @Test
  void aProgramThatIsNoTmuxIsNoClient() throws IOException {
    Path directory = fixture.directory("other");
    script(directory, "echo hello; exit 3");
    assertThat(reason(at(directory))).isEqualTo(Reason.NO_CLIENT);
  }

  @Test
  void aServerIsAskedThroughItsOwnProgramOnceTheInstalledOneIsAnother() throws IOException {
    Created made = fixture.create("w");
    Path upgraded = fixture.directory("upgraded");
    script(upgraded, "echo server exited unexpectedly >&2; exit 1");
    Tmux tmux = fixture.tmux().environment(path(upgraded));

    assertThat(tmux.snapshot(List.of())).isInstanceOf(Running.class);
    assertThat(tmux.attachCommand(made.session()))
        .containsExactly(
            "/proc/" + made.server().pid() + "/exe",
            "-S",
            fixture.socket().toString(),
            "attach-session",
            "-t",
            made.session().toString());
  }

  /**
   * The new client's first call fails as a 3.5 client's at a 3.6 server; then the owner is found.
   */
  @Test
  void aServerThatWasNeverSeenIsFoundBehindItsSocket() throws IOException {
    Created made = fixture.create("w");
    Path upgraded = fixture.directory("upgraded");
    script(
        upgraded,
        "if [ \"$1\" = -V ]; then echo tmux 3.7; exit; fi; echo server exited unexpectedly >&2; exit 1");
    Tmux tmux = at(upgraded);

    assertThat(content(tmux.snapshot(List.of())).server()).isEqualTo(made.server());
    assertThat(tmux.switchClientCommand(made.session()).getFirst())
        .isEqualTo("/proc/" + made.server().pid() + "/exe");
  }

  @Test
  void theInstalledProgramIsUsedWhenItIsTheServersOwn() {
    Created made = fixture.create("w");
    Path installed = Binaries.locate(fixture.environment(), Optional.empty()).orElseThrow();
    assertThat(fixture.tmux().attachCommand(made.session()).getFirst())
        .isEqualTo(installed.toString());
  }

  private Tmux at(Path directory) {
    return Tmux.at(fixture.tmux().socket()).environment(path(directory));
  }

  private Map<String, String> path(Path directory) {
    Map<String, String> environment = new HashMap<>(fixture.environment());
    environment.put("PATH", directory.toString());
    return environment;
  }

  private static Reason reason(Tmux tmux) {
    return tmux.snapshot(List.of()) instanceof Unreachable<Snapshot>(Reason reason, _)
        ? reason
        : Reason.GARBLED;
  }

  private static void script(Path directory, String text) throws IOException {
    Path file = directory.resolve("tmux");
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
