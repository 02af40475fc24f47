package dev.tmuxsupervisor.server;

import static dev.tmuxsupervisor.server.HostedServer.in;
import static dev.tmuxsupervisor.server.HostedServer.open;
import static dev.tmuxsupervisor.server.HostedServer.out;
import static dev.tmuxsupervisor.server.HostedServer.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.tmuxsupervisor.client.Frame;
import dev.tmuxsupervisor.client.Wire;
import dev.tmuxsupervisor.command.Invocation;
import dev.tmuxsupervisor.command.Replies;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTest {
  private static final String BUILD = "b";

  @TempDir Path world;
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final CountDownLatch began = new CountDownLatch(1);
  private HostedServer hosted;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    hosted = HostedServer.start(world, world.resolve("state"), BUILD, this::command);
  }

  @AfterEach
  void stop() {
    hosted.close();
  }

  private int command(Invocation invocation, Replies replies) throws InterruptedException {
    String word = invocation.arguments().getFirst();
    switch (word) {
      case "wait" -> {
        began.countDown();
        try {
          Thread.sleep(600_000);
        } catch (InterruptedException e) {
          interrupted.countDown();
          throw e;
        }
      }
      case "throw" -> throw new IllegalStateException("planted");
      case "flood" -> replies.out().print("x".repeat(8 << 20));
      case "mix" -> {
        replies.out().print("1");
        replies.err().print("2");
        replies.out().print("3");
      }
      case "attach" -> replies.handOff(List.of("tmux", "attach", "a b"));
      default -> replies.out().print("hello " + word);
    }
    return 7;
  }

  @Test
  void aCommandAnswersWithItsOutputAndItsExitCode() throws IOException {
    assertThat(ask("you")).isEqualTo("hello you|7");
  }

  @Test
  void theOrderOfOutputAndErrorsIsKept() throws IOException {
    assertThat(ask("mix")).isEqualTo("1!2!3|7");
  }

  @Test
  void aLongOutputArrivesWhole() throws IOException {
    assertThat(ask("flood")).hasSize((8 << 20) + 2);
  }

  @Test
  void aCommandThatThrowsIsOneLineForTheUserAndOneFailure() throws IOException {
    assertThat(ask("throw")).contains("unexpected error").contains("server.log").endsWith("|1");
    assertThat(ask("you")).isEqualTo("hello you|7");
  }

  @Test
  void aHandOffComesInTheExitCodesPlace() throws IOException {
    assertThat(ask("attach")).isEqualTo("[tmux, attach, a b]");
  }

  @Test
  void sixtyFourClientsAtOnceAreAllAnswered() throws Exception {
    CountDownLatch all = new CountDownLatch(64);
    List<Future<String>> answers = new ArrayList<>();
    try (var clients = Executors.newFixedThreadPool(64)) {
      for (int i = 0; i < 64; i++) {
        String word = "client" + i;
        answers.add(
            clients.submit(() -> {
              all.countDown();
              all.await();
              return ask(word);
            }));
      }
      for (int i = 0; i < 64; i++) {
        assertThat(answers.get(i).get()).isEqualTo("hello client" + i + "|7");
      }
    }
  }

  @Test
  void aClientThatHangsUpInterruptsItsCommand() throws Exception {
    try (SocketChannel client = hosted.connect()) {
      open(out(client), BUILD);
      request(out(client), "wait");
      assertThat(began.await(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aClientOfAnotherBuildLearnsOursAndNothingRuns() throws IOException {
    try (SocketChannel client = hosted.connect()) {
      open(out(client), "other");
      assertThat(Wire.readFrame(in(client))).isEqualTo(new Frame.OtherVersion(BUILD));
    }
  }

  @Test
  void hostileBytesEndTheirOwnConnectionOnly() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      if (random.nextBoolean()) {
        open(new DataOutputStream(bytes), BUILD);
      }
      byte[] noise = new byte[random.nextInt(64)];
      random.nextBytes(noise);
      bytes.writeBytes(noise);
      try (SocketChannel client = hosted.connect()) {
        out(client).write(bytes.toByteArray());
      } catch (IOException e) {
        assertThat(e).hasMessage("Broken pipe"); // a busy server hangs up first
      }
    }
    // As long as it is still ending more of them than it serves at once, it says that it is busy.
    Awaitility.await()
        .untilAsserted(() -> assertThat(ask("you")).as("seed %d", seed).isEqualTo("hello you|7"));
  }

  @Test
  void aGiantLengthAndAnEndlessLineAreCutOff() throws IOException {
    try (SocketChannel client = hosted.connect()) {
      open(out(client), BUILD);
      out(client).writeInt(Integer.MAX_VALUE);
      assertThat(in(client).read()).isEqualTo(-1);
    }
    try (SocketChannel client = hosted.connect()) {
      byte[] line = new byte[1 << 16];
      java.util.Arrays.fill(line, (byte) 'a');
      assertThat(writes(client, line, 1 << 14)).as("1 GiB was not swallowed").isLessThan(1 << 14);
    }
    assertThat(ask("you")).isEqualTo("hello you|7");
  }

  private static int writes(SocketChannel client, byte[] bytes, int times) {
    for (int i = 0; i < times; i++) {
      try {
        out(client).write(bytes);
      } catch (IOException cutOff) {
        return i;
      }
    }
    return times;
  }

  /** Without the deadline in Connection.converse this read never returns. */
  @Test
  void clientsThatSendHalfARequestAreCutOffAndHoldNobodyUp() throws IOException {
    List<SocketChannel> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        SocketChannel client = hosted.connect();
        idle.add(client);
        if (i % 2 == 0) {
          open(out(client), BUILD);
          out(client).writeInt(Wire.MAX_REQUEST);
        }
      }
      assertThat(ask("you")).isEqualTo("hello you|7");
      for (SocketChannel client : idle) {
        assertThat(in(client).read()).isEqualTo(-1);
      }
    } finally {
      for (SocketChannel client : idle) {
        client.close();
      }
    }
  }

  @Test
  void aClientThatReadsNothingHoldsNobodyUp() throws IOException {
    try (SocketChannel deaf = hosted.connect()) {
      open(out(deaf), BUILD);
      request(out(deaf), "flood");
      assertThat(ask("you")).isEqualTo("hello you|7");
    }
  }

  @Test
  void oneClientTooManyIsToldSo() throws IOException {
    List<SocketChannel> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 256; i++) {
        idle.add(hosted.connect());
      }
      Awaitility.await().until(() -> hosted.server.status().connections() == 256);
      assertThat(ask("you")).contains("busy").endsWith("|1");
    } finally {
      for (SocketChannel client : idle) {
        client.close();
      }
    }
    Awaitility.await().until(() -> hosted.server.status().connections() == 0);
    assertThat(ask("you")).isEqualTo("hello you|7");
  }

  @Test
  void theSocketComesBackWhenItsDirectoryIsLost() throws IOException {
    MoreFiles.deleteRecursively(world.resolve("supervisor"), RecursiveDeleteOption.ALLOW_INSECURE);
    Awaitility.await().until(() -> Files.exists(hosted.place.socket()));
    assertThat(ask("you")).isEqualTo("hello you|7");
  }

  @Test
  void stoppingLetsARunningCommandFinishAndRemovesTheSocket() throws Exception {
    try (SocketChannel client = hosted.connect()) {
      open(out(client), BUILD);
      request(out(client), "wait");
      assertThat(began.await(30, TimeUnit.SECONDS)).isTrue();
      hosted.server.stop();
      assertThat(hosted.place.socket()).doesNotExist();
      assertThat(interrupted.getCount()).isEqualTo(1);
    }
    assertThat(hosted.server.awaitEnd(java.time.Duration.ofSeconds(30))).isTrue();
  }

  /** Output, errors between exclamation marks, then the exit code, or the words handed off. */
  private String ask(String word) throws IOException {
    try (SocketChannel client = hosted.connect()) {
      tryToSend(client, word);
      StringBuilder said = new StringBuilder();
      while (true) {
        switch (Wire.readFrame(in(client))) {
          case Frame.Accepted() -> {}
          case Frame.Output(var bytes) -> said.append(StandardCharsets.UTF_8.decode(bytes));
          case Frame.Errors(var bytes) ->
              said.append('!').append(StandardCharsets.UTF_8.decode(bytes)).append('!');
          case Frame.Exit(int code) -> {
            return said.append('|').append(code).toString();
          }
          case Frame.HandOff(var argv) -> {
            return argv.toString();
          }
          case Frame.OtherVersion(String build) -> throw new AssertionError(build);
        }
      }
    }
  }

  private static void tryToSend(SocketChannel client, String word) {
    try {
      open(out(client), BUILD);
      request(out(client), word);
    } catch (IOException answeredBefore) {
      assertThat(answeredBefore).hasMessageContaining("Broken pipe");
    }
  }
}
