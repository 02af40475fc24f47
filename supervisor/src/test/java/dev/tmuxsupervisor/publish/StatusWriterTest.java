package dev.tmuxsupervisor.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.tmuxsupervisor.judge.State;
import dev.tmuxsupervisor.publish.StatusWriter.Outcome;
import dev.tmuxsupervisor.publish.WorkerStatus.Berth;
import dev.tmuxsupervisor.tmux.Created;
import dev.tmuxsupervisor.tmux.Guarded;
import dev.tmuxsupervisor.tmux.NewSession;
import dev.tmuxsupervisor.tmux.PaneId;
import dev.tmuxsupervisor.tmux.Running;
import dev.tmuxsupervisor.tmux.SessionId;
import dev.tmuxsupervisor.tmux.SessionName;
import dev.tmuxsupervisor.tmux.Tmux;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a real tmux server, which counts what is set by a hook of its own. */
class StatusWriterTest {
  private Path world = Path.of("/");
  private Tmux tmux = Tmux.at(new TmuxSocket(Path.of("/none")));
  private StatusWriter writer = new StatusWriter(tmux, List.of("supervisor"));

  @BeforeEach
  void open() throws IOException {
    world = Files.createTempDirectory(Path.of("/tmp"), "sw");
    tmux =
        Tmux.at(new TmuxSocket(world.resolve("s")))
            .environment(Map.of("PATH", "/usr/local/bin:/usr/bin:/bin", "HOME", world.toString()));
    writer = new StatusWriter(tmux, List.of("supervisor"));
  }

  @AfterEach
  void close() throws Exception {
    plain("kill-server");
    await()
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(
            () -> MoreFiles.deleteRecursively(world, RecursiveDeleteOption.ALLOW_INSECURE));
  }

  private String plain(String... words) throws Exception {
    List<String> argv = new ArrayList<>(List.of("tmux", "-u", "-f", "/dev/null", "-S"));
    argv.add(world.resolve("s").toString());
    argv.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(argv).redirectErrorStream(true);
    builder.environment().remove("TMUX");
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return out.strip();
  }

  private Created session(String name) {
    var answer =
        tmux.newSession(NewSession.of(new SessionName(name), world, List.of("sleep", "1000")));
    assertThat(answer).isInstanceOf(Running.class);
    return ((Running<Created>) answer).content();
  }

  private WorkerStatus worker(Created made, State state) {
    Berth berth = new Berth(made.server(), made.session(), made.pane(), false);
    return Fleet.worker("w" + made.session().number(), state, tmux.socket(), berth);
  }

  private String shown(Created made) throws Exception {
    return plain(
        "display-message",
        "-p",
        "-t",
        made.pane().toString(),
        "#{@supervisor_status}/#{@supervisor_state}/#{@supervisor_beat}");
  }

  private void count() throws Exception {
    plain("set-hook", "-g", "after-set-option", "set-option -ag @written x");
  }

  private int counted() throws Exception {
    return plain("show-options", "-gqv", "@written").length();
  }

  @Test
  void onlyWhatHasChangedIsWritten() throws Exception {
    Created one = session("one");
    Created two = session("two");
    assertThat(writer.write(List.of(worker(one, State.RUNNING), worker(two, State.RUNNING)), 5))
        .isEqualTo(Outcome.WRITTEN);
    assertThat(shown(two)).isEqualTo("2●/running/5");
    count();

    assertThat(writer.write(List.of(worker(one, State.RUNNING), worker(two, State.RUNNING)), 5))
        .isEqualTo(Outcome.UNCHANGED);
    assertThat(counted()).isZero();

    assertThat(writer.write(List.of(worker(one, State.RUNNING), worker(two, State.FINISHED)), 5))
        .isEqualTo(Outcome.WRITTEN);
    assertThat(shown(two)).isEqualTo("1●/finished/5");
    assertThat(counted())
        .as("status, its ascii form, the count, the menu, pane and session")
        .isEqualTo(6);
  }

  /** Red when only the first part is written: the one that is there comes last. */
  @Test
  void aFleetThatIsMoreThanOneClientCarriesIsWrittenWhole() throws Exception {
    Created one = session("one");
    List<WorkerStatus> fleet = new ArrayList<>();
    for (int i = 0; i < StatusWriter.TOGETHER; i++) {
      Berth gone = new Berth(one.server(), new SessionId(900 + i), new PaneId(900 + i), false);
      fleet.add(Fleet.worker("gone" + i, State.RUNNING, tmux.socket(), gone));
    }
    fleet.add(worker(one, State.RUNNING));
    assertThat(writer.write(fleet, 5)).isEqualTo(Outcome.WRITTEN);
    assertThat(shown(one)).isEqualTo(fleet.size() + "●/running/5");
    assertThat(writer.write(fleet, 5)).isEqualTo(Outcome.UNCHANGED);
  }

  @Test
  void aBeatIsOneOption() throws Exception {
    Created one = session("one");
    List<WorkerStatus> fleet = List.of(worker(one, State.RUNNING));
    writer.write(fleet, 5);
    count();

    assertThat(writer.write(fleet, 35)).isEqualTo(Outcome.WRITTEN);

    assertThat(shown(one)).isEqualTo("1●/running/35");
    assertThat(counted()).isEqualTo(1);
  }

  @Test
  void aWorkerThatIsNotShownAnyMoreLeavesNoState() throws Exception {
    Created one = session("one");
    writer.write(List.of(worker(one, State.FAILED)), 5);

    writer.write(List.of(), 5);

    assertThat(shown(one)).isEqualTo("//5");
  }

  @Test
  void aServerThatWasStartedAnewGetsEverything() throws Exception {
    Created old = session("one");
    writer.write(List.of(worker(old, State.RUNNING)), 5);
    plain("kill-server");
    await().until(() -> !(tmux.identity() instanceof Running));
    assertThat(writer.write(List.of(worker(old, State.RECOVERING)), 5)).isEqualTo(Outcome.ABSENT);

    Created one = session("one");
    List<WorkerStatus> fleet = List.of(worker(one, State.RUNNING));
    assertThat(writer.write(fleet, 5)).isEqualTo(Outcome.WRITTEN);

    assertThat(shown(one)).isEqualTo("1●/running/5");
  }

  @Test
  void aSessionThatEndedMeanwhileHindersNothing() throws Exception {
    Created one = session("one");
    Created two = session("two");
    List<WorkerStatus> fleet = List.of(worker(one, State.RUNNING), worker(two, State.RUNNING));
    tmux.killSession(Guarded.of(one.server(), one.session()));

    assertThat(writer.write(fleet, 5)).isEqualTo(Outcome.WRITTEN);

    assertThat(shown(two)).isEqualTo("2●/running/5");
  }
}
