package dev.tmuxsupervisor.tmux;

import static dev.tmuxsupervisor.tmux.TmuxFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Red when {@link Quoting} leaves quotes or newlines as they are. */
final class ArgvTest {
  private static final String NASTY =
      "'\"\\$~#(){};%&|<>*?[]!`=-@:,/ \t\n\r\u001b\u0001\u007fé☃\uD83D\uDE00a0";
  private static final int LANES = 4;

  @RegisterExtension final TmuxFixture fixture = new TmuxFixture();

  /** Writes its own argument vector, as the kernel holds it, to the file that $0 names. */
  private static final String RECORD = "{ cat /proc/$$/cmdline; echo; } >\"$0\"";

  @Test
  void randomArgumentsArriveByteForByte() throws Exception {
    int rounds = Integer.getInteger("argv.rounds", 500);
    long seed = Long.getLong("argv.seed", System.nanoTime());
    System.out.printf("argv: %d rounds, -Dargv.seed=%d%n", rounds, seed);
    List<Thread> lanes = new ArrayList<>();
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    for (int lane = 0; lane < LANES; lane++) {
      Created made = fixture.create("lane" + lane);
      Random random = new Random(seed + lane);
      lanes.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  for (int round = 0; round < rounds / LANES; round++) {
                    roundTrip(made, words(random));
                  }
                } catch (Throwable e) {
                  failures.add(e);
                }
              }));
    }
    for (Thread lane : lanes) {
      lane.join();
    }
    assertThat(failures).isEmpty();
  }

  @Test
  void anArgumentOf100kBArrives() throws Exception {
    roundTrip(fixture.create("w"), List.of("x".repeat(100_000) + ";", "'".repeat(20_000)));
  }

  @Test
  void aNewSessionsArgumentsArriveToo() throws Exception {
    Path out = fixture.root().resolve("new");
    List<String> argv = argv(out, words(new Random(1)));
    content(fixture.tmux().newSession(NewSession.of(new SessionName("w"), fixture.root(), argv)));
    assertThat(recorded(out)).isEqualTo(expected(argv));
  }

  @Test
  void anArgumentThatTheKernelWouldNotTakeIsRefusedWithItsSize() {
    NewSession wanted =
        NewSession.of(new SessionName("w"), fixture.root(), List.of("true", "é".repeat(65_536)));
    assertThat(fixture.tmux().newSession(wanted))
        .isEqualTo(
            new Refused<>(
                "an argument or variable of 131072 bytes cannot be passed to a program, at most"
                    + " 131071 can"));
    assertThat(fixture.tmux().snapshot(List.of())).isInstanceOf(NoServer.class);
  }

  @Test
  void aProgramWithoutArgumentsIsNotAShellsWord() throws IOException {
    for (String name : List.of("a b;c", "-x", "$HOME", "a=b", "#(id)", "~")) {
      Path directory = fixture.directory("bin");
      Path program = directory.resolve(name);
      Path out = fixture.root().resolve("out");
      Files.writeString(program, "#!/bin/sh\n{ cat /proc/$$/cmdline; echo; } >'" + out + "'\n");
      assertThat(program.toFile().setExecutable(true)).isTrue();
      Created made =
          content(
              fixture
                  .tmux()
                  .newSession(
                      NewSession.of(new SessionName("one"), fixture.root(), List.of(name))
                          .withEnvironment(Map.of("PATH", directory + ":/usr/bin:/bin"))));
      assertThat(recorded(out)).isEqualTo("/bin/sh\0" + program + "\0\n");
      content(fixture.tmux().killSession(Guarded.of(made.server(), made.session())));
      Files.delete(out);
    }
  }

  private void roundTrip(Created made, List<String> words) throws IOException {
    Path out = fixture.root().resolve("out" + made.session().number());
    List<String> argv = argv(out, words);
    content(
        fixture
            .tmux()
            .respawn(
                Guarded.of(made.server(), made.pane()),
                Respawn.of(fixture.root(), argv).killing()));
    assertThat(recorded(out)).isEqualTo(expected(argv));
    Files.delete(out);
  }

  private static List<String> argv(Path out, List<String> words) {
    List<String> argv = new ArrayList<>(List.of("sh", "-c", RECORD, out.toString()));
    argv.addAll(words);
    return argv;
  }

  private static String expected(List<String> argv) {
    return String.join("\0", argv) + "\0\n";
  }

  private static String recorded(Path out) {
    return await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .until(
            () ->
                Files.exists(out)
                    ? new String(Files.readAllBytes(out), StandardCharsets.UTF_8)
                    : "",
            text -> text.endsWith("\0\n"));
  }

  private static List<String> words(Random random) {
    return IntStream.range(0, random.nextInt(7)).mapToObj(_ -> word(random)).toList();
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    int[] nasty = NASTY.codePoints().toArray();
    for (int length = random.nextInt(random.nextInt(5) == 0 ? 200 : 8); length > 0; length--) {
      word.appendCodePoint(
          random.nextInt(4) > 0 ? nasty[random.nextInt(nasty.length)] : any(random));
    }
    return word.toString();
  }

  private static int any(Random random) {
    int point = 1 + random.nextInt(0x10ffff);
    return point >= 0xd800 && point < 0xe000 ? '\'' : point;
  }
}
