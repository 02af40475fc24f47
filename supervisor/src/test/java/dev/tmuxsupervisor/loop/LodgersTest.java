package dev.tmuxsupervisor.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tmuxsupervisor.act.Rehousing;
import dev.tmuxsupervisor.process.Children;
import dev.tmuxsupervisor.process.OwnUnit;
import dev.tmuxsupervisor.process.ShortProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real processes, and a busctl that writes down whom it was to move. */
class LodgersTest {
  private static final Duration NEVER = Duration.ofDays(1);
  private static final Logger LOG = Logger.getLogger("dev.tmuxsupervisor.loop");

  @TempDir private Path directory;
  private final Children children = new Children();
  private final List<Long> strangers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Said said = new Said();

  @BeforeEach
  void listen() {
    LOG.addHandler(said);
  }

  @AfterEach
  void end() throws Exception {
    LOG.removeHandler(said);
    for (Thread thread : threads) {
      thread.interrupt();
      assertThat(thread.join(Duration.ofSeconds(20))).as("it ends when interrupted").isTrue();
    }
    strangers.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    children.close();
  }

  /** Red when all are moved at the first look: a tmux built with systemd moves its panes itself. */
  @Test
  void tmuxServersMoveAtOnceEachByItselfAndTheirPanesInTime() throws Exception {
    long one = stranger("tmux: server");
    long pane = stranger("agent");
    long other = stranger("tmux: server");
    members(ProcessHandle.current().pid(), one, pane, other);
    start(NEVER, "");
    await().untilAsserted(() -> assertThat(calls()).hasSize(2));
    assertThat(calls().getFirst()).endsWith(" PIDs au 1 " + one + " 0");
    assertThat(calls().getLast()).endsWith(" PIDs au 1 " + other + " 0");

    start(Duration.ofMillis(50), "");
    await()
        .untilAsserted(
            () -> assertThat(calls()).anyMatch(call -> call.endsWith(" PIDs au 1 " + pane + " 0")));
  }

  @Test
  void aLookThatIsAskedForComesAtOnce() throws Exception {
    members(ProcessHandle.current().pid());
    Lodgers lodgers = start(NEVER, "");
    members(stranger("tmux: server"));
    await()
        .untilAsserted(() -> {
          lodgers.soon();
          assertThat(calls()).isNotEmpty();
        });
  }

  /** Red when it is not remembered. */
  @Test
  void whyTheyStayIsSaidOnceAndItIsTriedAgain() throws Exception {
    members(stranger("tmux: server"));
    start(Duration.ofMillis(50), "echo 'Call failed: No bus.'; exit 1");
    await().untilAsserted(() -> assertThat(calls()).hasSizeGreaterThan(3));
    assertThat(said.warnings)
        .singleElement()
        .asString()
        .contains("x.service", "KillMode=process", "No bus.");
  }

  private Lodgers start(Duration pause, String script) throws IOException {
    Path file = directory.resolve("busctl");
    Files.writeString(file, "#!/bin/sh\necho \"$*\" >>" + directory + "/calls\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    ShortProgram busctl =
        new ShortProgram("busctl", Map.of("PATH", directory.toString()), Duration.ofSeconds(20));
    Lodgers lodgers = new Lodgers(Optional.of(new Rehousing(new OwnUnit(unit()), busctl)), pause);
    threads.add(Thread.ofPlatform().start(lodgers::run));
    return lodgers;
  }

  private Path unit() {
    return directory.resolve("x.service");
  }

  private void members(long... pids) throws IOException {
    Files.createDirectories(unit());
    Files.write(
        unit().resolve("cgroup.procs"),
        java.util.stream.LongStream.of(pids).mapToObj(Long::toString).toList());
  }

  private List<String> calls() throws IOException {
    Path calls = directory.resolve("calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  /** One that nobody here is the parent of, and that calls itself so. */
  private long stranger(String name) throws Exception {
    String script = "printf '%s' '" + name + "' >/proc/$$/comm; echo $$; kill -STOP $$";
    // The JVM closes what a process writes to once that is over, whoever else writes there.
    Process starter = children.start("sh", "-c", "setsid sh -c \"$0\" & read -r _", script);
    long pid = Long.parseLong(Children.line(starter));
    starter.getOutputStream().close();
    starter.waitFor();
    strangers.add(pid);
    return pid;
  }

  private static final class Said extends Handler {
    private final List<String> warnings = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord line) {
      if (line.getLevel().equals(Level.WARNING)) {
        warnings.add(line.getMessage());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
