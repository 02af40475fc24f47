package dev.tmuxsupervisor.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.client.BuildId;
import dev.tmuxsupervisor.command.Invocation;
import dev.tmuxsupervisor.command.Replies;
import dev.tmuxsupervisor.e2e.Launcher;
import dev.tmuxsupervisor.e2e.Launcher.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the user typed against what the command gets, through launcher, client and server. */
class ArgumentsIT {
  private Launcher launcher;
  private HostedServer hosted;
  private volatile Invocation last =
      new Invocation(List.of(), Path.of("/"), Map.of(), 0, false, false);

  @BeforeEach
  void start() throws IOException, InterruptedException {
    launcher = Launcher.create();
    Files.createDirectories(launcher.world().resolve("state"));
    hosted =
        HostedServer.start(
            launcher.runtime(), launcher.state(), BuildId.of(Launcher.lib()), this::command);
  }

  @AfterEach
  void close() throws IOException {
    hosted.close();
    launcher.close();
  }

  private int command(Invocation invocation, Replies replies) throws InterruptedException {
    last = invocation;
    switch (invocation.arguments().isEmpty() ? "" : invocation.arguments().getFirst()) {
      case "become" -> replies.handOff(invocation.arguments().subList(1, last.arguments().size()));
      case "wait" -> Thread.sleep(600_000);
      default -> replies.out().print("");
    }
    return 42;
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "C.UTF-8", "en_US.ISO-8859-1", ""})
  void argumentsArriveByteForByteUnderEveryLocale(String locale) throws Exception {
    launcher.with("LANG", locale);
    Result result =
        launcher.script(
            "exec \"$supervisor\" x '' \"$(printf '\\303\\251')\" \"$(printf '\\360\\237\\244\\226')\""
                + " 'a\n b' \"$(printf 'e\\314\\201')\" \"$(printf '\\357\\277\\275')\" '$x `y` \"z\"' --");
    assertThat(result.exit()).as(result.err()).isEqualTo(42);
    assertThat(last.arguments())
        .containsExactly("x", "", "é", "🤖", "a\n b", "e\u0301", "\uFFFD", "$x `y` \"z\"", "--");
    assertThat(last.environment()).doesNotContainKeys("LC_ALL", "SUPERVISOR_USERS_LC_ALL");
    assertThat(last.environment()).containsEntry("LANG", locale);
  }

  @Test
  void randomArgumentsArriveByteForByte() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    launcher.with("LANG", "C");
    StringBuilder script = new StringBuilder("exec $supervisor");
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      // '_' at the end: a command substitution drops newlines there.
      String word =
          random
              .ints(random.nextInt(9), 1, 0x2FFF)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .append('_')
              .toString();
      expected.add(word);
      script.append(" \"$(printf '");
      for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
        script.append(String.format("\\%03o", b & 0xff));
      }
      script.append("')\"");
    }
    assertThat(launcher.script(script.toString()).exit()).isEqualTo(42);
    assertThat(hex(last.arguments())).as("seed %d", seed).isEqualTo(hex(expected));
  }

  private static List<String> hex(List<String> words) {
    return words.stream()
        .map(word -> HexFormat.of().formatHex(word.getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  @Test
  void anArgumentThatIsNotUtf8IsRefusedAndNotMangled() throws Exception {
    Result result = launcher.script("exec $supervisor x \"$(printf 'a\\377b')\"");
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("not valid UTF-8").hasLineCount(1);
    assertThat(last.arguments()).isEmpty();
  }

  @Test
  void aLongArgumentArrivesWholeAndTooLongACommandLineIsRefused() throws Exception {
    launcher.script("exec $supervisor x \"$(head -c 120000 /dev/zero | tr '\\0' y)\"");
    assertThat(last.arguments().getLast()).hasSize(120_000);
  }

  @Test
  void theDirectoryAndOnlyTheListedVariablesArrive() throws Exception {
    launcher.with("SECRET", "s").with("OTHER", "o").with("LC_TIME", "C").with("TZ", "UTC");
    launcher.with("LANG", "C");
    launcher.script(
        "d=\"$(printf 'a\\303\\251 b')\"; mkdir \"$d\"; cd \"$d\"; "
            + "exec $supervisor x --env SECRET -- --env OTHER");
    assertThat(last.directory().toString()).isEqualTo(launcher.world() + "/aé b");
    Map<String, String> environment = new TreeMap<>(last.environment());
    assertThat(environment)
        .containsEntry("SECRET", "s")
        .containsEntry("TZ", "UTC")
        .containsEntry("LC_TIME", "C")
        .containsKeys("PATH", "HOME", "TERM", "SHELL", "XDG_RUNTIME_DIR", "XDG_STATE_HOME")
        .doesNotContainKeys("OTHER", "LC_ALL", "PWD");
    assertThat(last.terminal()).isFalse();
  }

  @Test
  void aHandOffBecomesThatProgramInThisProcessWithItsWordsExact() throws Exception {
    Result result =
        launcher.script(
            "exec $supervisor become /bin/sh -c 'printf %s:%s $$ \"$1\"; exit 9' - \"a 'b\n\"");
    assertThat(result.exit()).isEqualTo(9);
    assertThat(result.out()).matches("\\d+:a 'b\\R");
    Launcher.Running running = launcher.start("become", "sleep", "600");
    try {
      Awaitility.await()
          .atMost(30, TimeUnit.SECONDS)
          .until(() -> running.process().info().command().orElse("").contains("sleep"));
      assertThat(running.process().descendants()).as("no JVM stays behind").isEmpty();
    } finally {
      running.process().destroyForcibly();
    }
  }

  @Test
  void ctrlCEndsTheCommandWith130() throws Exception {
    Launcher.Running running = launcher.startInterruptible("wait");
    Awaitility.await()
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> last.arguments().equals(List.of("wait")));
    running.process().descendants().forEach(client -> interrupt(client.pid()));
    assertThat(running.await().exit()).isEqualTo(130);
    Awaitility.await().until(() -> hosted.server.status().connections() == 0);
  }

  private static void interrupt(long pid) {
    try {
      assertThat(new ProcessBuilder("kill", "-INT", "" + pid).start().waitFor()).isZero();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
