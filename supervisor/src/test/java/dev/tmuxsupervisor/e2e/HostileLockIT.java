package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.e2e.Launcher.Result;
import dev.tmuxsupervisor.judge.Judge;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.observe.Observer;
import dev.tmuxsupervisor.observe.TmuxLooks;
import dev.tmuxsupervisor.tmux.Tmux;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerName;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever stands at the lock's place: it is reported, never followed, waited for or changed. */
@Execution(ExecutionMode.CONCURRENT)
class HostileLockIT {
  private static final int JUDGEMENTS = 5;

  /** What may stand there. */
  enum Hostile {
    LINK_TO_A_GOOD_LOCK,
    DANGLING_LINK,
    FIFO,
    DIRECTORY,
    SOCKET,
    TEN_GIGABYTES,
    DEEP_JSON,
    EMPTY
  }

  private Stage stage;

  @BeforeEach
  void create() throws IOException {
    stage = Stage.create();
    Files.createDirectories(stage.runtime());
  }

  @AfterEach
  void close() throws IOException {
    stage.close();
  }

  private void put(Hostile hostile) throws IOException, InterruptedException {
    Path lock = stage.lock();
    switch (hostile) {
      case LINK_TO_A_GOOD_LOCK ->
          Files.createSymbolicLink(
              lock,
              Files.writeString(
                  stage.launcher().world().resolve("good"),
                  "{\"pid\":1,\"acquired_at\":\"2025-01-01T00:00:00Z\",\"session_id\":\"\",\"hostname\":\"\"}"));
      case DANGLING_LINK -> Files.createSymbolicLink(lock, Path.of("nowhere"));
      case FIFO -> stage.launcher().script("mkfifo '" + lock + "'").orFail();
      case DIRECTORY -> Files.createDirectory(lock);
      case SOCKET ->
          ServerSocketChannel.open(StandardProtocolFamily.UNIX)
              .bind(UnixDomainSocketAddress.of(lock))
              .close();
      case TEN_GIGABYTES -> {
        try (RandomAccessFile file = new RandomAccessFile(lock.toFile(), "rw")) {
          file.setLength(10L << 30);
        }
      }
      case DEEP_JSON -> Files.writeString(lock, "{\"pid\":".repeat(1_000_000));
      case EMPTY -> Files.createFile(lock);
    }
  }

  private static Map<String, Object> looks(Path file) throws IOException {
    return Files.readAttributes(
        file, "unix:ino,mode,size,lastModifiedTime,nlink,ctime", LinkOption.NOFOLLOW_LINKS);
  }

  @ParameterizedTest
  @EnumSource
  void itIsCalledDamagedAndNothingTouchesIt(Hostile hostile) throws Exception {
    put(hostile);
    Map<String, Object> before = looks(stage.lock());
    assertThat(stage.verdict()).isEqualTo("damaged");
    stage.launcher().run("list").orFail();
    for (String[] refused :
        new String[][] {
          stage.spawning(), {"lock", "release", Stage.WORKER}, {"stop", Stage.WORKER}
        }) {
      Result result = stage.launcher().run(refused);
      assertThat(result.exit()).as(result.err()).isEqualTo(4);
      assertThat(result.err()).contains("damaged");
    }
    assertThat(looks(stage.lock())).isEqualTo(before);
    assertThat(stage.referee().agents()).isEmpty();
    System.out.printf("%s: %.2f ms a judgement%n", hostile, milliseconds());
  }

  private double milliseconds() throws Exception {
    Worker worker = worker();
    judge(observer(), worker); // loads classes
    long start = System.nanoTime();
    for (int i = 0; i < JUDGEMENTS; i++) {
      judge(observer(), worker);
    }
    return (System.nanoTime() - start) / 1e6 / JUDGEMENTS;
  }

  @Test
  void everyTruncationOfAGoodLockIsDamagedAndStays() throws Exception {
    stage.spawn().orFail();
    byte[] good = Files.readAllBytes(stage.lock());
    int whole = new String(good, StandardCharsets.UTF_8).stripTrailing().length();
    Worker worker = worker();
    Observer observer = observer(); // it asks tmux once for all
    for (int length = 0; length < whole; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      Files.write(stage.lock(), cut);
      Map<String, Object> before = looks(stage.lock());
      assertThat(judge(observer, worker))
          .as("%d of %d bytes", length, good.length)
          .isInstanceOf(Verdict.Damaged.class);
      assertThat(looks(stage.lock())).isEqualTo(before);
      assertThat(Files.readAllBytes(stage.lock())).isEqualTo(cut);
    }
    System.out.printf("%d truncations judged%n", whole);
    for (int length : new int[] {1, whole / 2, whole - 1}) {
      byte[] cut = Arrays.copyOf(good, length);
      Files.write(stage.lock(), cut);
      assertThat(stage.spawn().exit()).isEqualTo(4);
      assertThat(stage.launcher().run("lock", "release", Stage.WORKER).exit()).isEqualTo(4);
      assertThat(Files.readAllBytes(stage.lock())).isEqualTo(cut);
    }
    stage.referee().onlyAgent();
    Files.write(stage.lock(), good);
    assertThat(stage.verdict()).isEqualTo("held");
  }

  private Worker worker() throws Exception {
    Path root = stage.runtime().resolve("../../..").normalize();
    return Worker.resolve(root, new WorkerName(Stage.WORKER));
  }

  private Observer observer() {
    TmuxSocket unused = new TmuxSocket(stage.launcher().world().resolve("unused"));
    return new Observer(new TmuxLooks(Tmux::at), unused, "nobody");
  }

  private static Verdict judge(Observer observer, Worker worker) throws IOException {
    return Judge.judge(observer.look(worker, Optional.empty(), false));
  }
}
