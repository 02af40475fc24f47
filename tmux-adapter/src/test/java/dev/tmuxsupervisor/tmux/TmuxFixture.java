package dev.tmuxsupervisor.tmux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A tmux server of the test's own: its own socket, an empty home, and ended through that socket.
 */
final class TmuxFixture implements BeforeEachCallback, AfterEachCallback {
  private @Nullable Path root;
  private @Nullable Tmux tmux;

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    Path made = Files.createTempDirectory(Path.of("/tmp"), "tx");
    root = made;
    Files.createDirectory(made.resolve("home"));
    tmux = Tmux.at(new TmuxSocket(made.resolve("s"))).environment(environment());
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    plain("kill-server");
    soon().until(() -> SocketOwner.find(new TmuxSocket(socket())).isEmpty());
    // tmux closes its socket before it takes the file away.
    soon()
        .ignoreExceptionsMatching(
            failure -> failure instanceof IOException || failure instanceof UncheckedIOException)
        .untilAsserted(this::clear);
  }

  private static ConditionFactory soon() {
    return await().pollInterval(Duration.ofMillis(10));
  }

  private void clear() throws IOException {
    List<Path> left = new ArrayList<>();
    try (var walk = Files.walk(root())) {
      walk.forEach(left::add);
    }
    for (Path path : left.reversed()) {
      Files.delete(path);
    }
  }

  Tmux tmux() {
    return Objects.requireNonNull(tmux);
  }

  Path root() {
    return Objects.requireNonNull(root);
  }

  Path socket() {
    return root().resolve("s");
  }

  /** SUPERVISOR_TEST_TMUX names another tmux program to test against. */
  Map<String, String> environment() {
    String path = "/usr/local/bin:/usr/bin:/bin";
    String other = System.getenv("SUPERVISOR_TEST_TMUX");
    if (other != null) {
      path = Path.of(other).getParent() + ":" + path;
    }
    return Map.of("PATH", path, "HOME", root().resolve("home").toString(), "SHELL", "/bin/sh");
  }

  /** What tmux itself prints for these words. */
  String plain(String... words) {
    List<String> argv = new ArrayList<>(List.of("tmux", "-u", "-S", socket().toString()));
    argv.addAll(List.of(words));
    return run(argv);
  }

  String run(List<String> argv) {
    try {
      ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(argv)).redirectErrorStream(true);
      Path out = root().resolve("plain-out");
      builder.redirectOutput(out.toFile()).redirectInput(Path.of("/dev/null").toFile());
      builder.environment().clear();
      builder.environment().putAll(environment());
      // The parent's PATH would find the program, and it is not the one under test.
      builder.command().set(0, program(argv.getFirst()));
      Process process = builder.start();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("%s ended", argv).isTrue();
      String text = Files.readString(out, StandardCharsets.UTF_8);
      Files.delete(out);
      return text;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private String program(String name) {
    return name.equals("tmux")
        ? Binaries.locate(environment(), Optional.empty()).orElseThrow().toString()
        : name;
  }

  Path directory(String name) {
    try {
      return Files.createDirectories(root().resolve(name));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  NewSession sleeper(String name) {
    return NewSession.of(new SessionName(name), root(), List.of("sleep", "1000"));
  }

  Created create(String name) {
    return content(tmux().newSession(sleeper(name)));
  }

  Snapshot snapshot(String... options) {
    return content(tmux().snapshot(List.of(options)));
  }

  /** Waits until the pane's program ended and tmux kept its exit status. */
  Pane awaitDead(PaneId id) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              content(tmux().prod());
              return pane(id);
            },
            pane ->
                pane.dead() && (pane.exitStatus().isPresent() || pane.exitSignal().isPresent()));
  }

  Pane pane(PaneId id, String... options) {
    return snapshot(options).panes().stream()
        .filter(pane -> pane.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  static <T> T content(Answer<T> answer) {
    if (answer instanceof Running<T>(T content)) {
      return content;
    }
    throw new AssertionError("not running: " + answer);
  }
}
