package dev.tmuxsupervisor.tmux;

import static dev.tmuxsupervisor.tmux.TmuxFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ServerStartTest {
  @RegisterExtension final TmuxFixture fixture = new TmuxFixture();

  @RepeatedTest(5)
  void allWhoStartAServerAtOnceSucceedOnTheSameOne() throws Exception {
    List<Future<Answer<Created>>> racers = new ArrayList<>();
    try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int racer = 0; racer < 4; racer++) {
        // A door of its own, as another process has.
        Tmux tmux = Tmux.at(fixture.tmux().socket()).environment(fixture.environment());
        NewSession wanted = fixture.sleeper("racer" + racer);
        racers.add(many.submit(() -> tmux.newSession(wanted)));
      }
    }
    assertThat(racers)
        .extracting(future -> content(future.resultNow()).server())
        .containsOnly(fixture.snapshot().server());
    assertThat(fixture.snapshot().sessions()).hasSize(4);
  }

  /** Without asking again after a hang-up, every few dozen rounds end in LOST. */
  @Test
  void aServerThatIsJustExitingIsFollowedByANewOne() {
    for (int round = 0; round < 20; round++) {
      Created made = fixture.create("w");
      content(fixture.tmux().killSession(Guarded.of(made.server(), made.session())));
    }
  }

  @Test
  void theSocketsDirectoryIsMadeForThisUserAlone() throws Exception {
    Path directory = fixture.root().resolve("a/b");
    Tmux tmux = Tmux.at(new TmuxSocket(directory.resolve("s"))).environment(fixture.environment());
    Created made = content(tmux.newSession(fixture.sleeper("w")));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
    content(tmux.killSession(Guarded.of(made.server(), made.session())));
    await().until(() -> tmux.snapshot(List.of()) instanceof NoServer);
  }

  /** tmux itself looks only without -S; removing the check makes a session here. */
  @Test
  void aDefaultDirectoryThatOthersCanEnterIsNotUsed() throws Exception {
    Path directory = Files.createDirectory(fixture.root().resolve("tmux-1"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    Tmux tmux = Tmux.at(new TmuxSocket(directory.resolve("default")));

    assertThat(tmux.environment(fixture.environment()).newSession(fixture.sleeper("w")))
        .isEqualTo(
            new Unreachable<>(Reason.DENIED, "directory " + directory + " has unsafe permissions"));
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void theServersEnvironmentIsTheOneGivenAndNoMore() throws Exception {
    Map<String, String> environment = new HashMap<>(fixture.environment());
    environment.put("TMUX", "/nowhere,1,0");
    environment.put("LC_ALL", "C");
    Tmux tmux = fixture.tmux().environment(environment);
    Created made =
        content(tmux.newSession(fixture.sleeper("w").withEnvironment(Map.of("TOKEN", "s3cret"))));

    String server = Files.readString(Path.of("/proc/" + made.server().pid() + "/environ"));
    environment.remove("TMUX");
    assertThat(server.split("\0", -1))
        .filteredOn(line -> !line.isEmpty())
        .containsExactlyInAnyOrderElementsOf(
            environment.entrySet().stream().map(v -> v.getKey() + "=" + v.getValue()).toList());
    assertThat(Files.readString(Path.of("/proc/" + made.panePid() + "/environ")))
        .contains("TOKEN=s3cret");
  }

  /** Red when {@code Absence} believes tmux at once. */
  @Test
  void aDeletedSocketIsNoProofThatTheServerIsGone() throws Exception {
    Created made = fixture.create("w");
    Files.delete(fixture.socket());

    String pid = Long.toString(made.server().pid());
    assertThat(fixture.tmux().snapshot(List.of())).satisfies(answer -> lost(answer, pid));
    assertThat(fixture.tmux().newSession(fixture.sleeper("second")))
        .satisfies(answer -> lost(answer, pid));
    Tmux stranger = Tmux.at(fixture.tmux().socket()).environment(fixture.environment());
    assertThat(stranger.witness(() -> Optional.of("it runs: " + pid)).snapshot(List.of()))
        .satisfies(answer -> lost(answer, "it runs: " + pid));
    assertThat(stranger.snapshot(List.of())).isInstanceOf(NoServer.class);

    fixture.run(List.of("/bin/kill", "-USR1", pid));
    await().until(() -> fixture.tmux().snapshot(List.of()) instanceof Running);
    assertThat(fixture.snapshot().sessions()).hasSize(1);
  }

  private static void lost(Answer<?> answer, String text) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            Unreachable.class,
            unreachable -> {
              assertThat(unreachable.reason()).isEqualTo(Reason.SOCKET_LOST);
              assertThat(unreachable.text()).contains(text);
            });
  }
}
