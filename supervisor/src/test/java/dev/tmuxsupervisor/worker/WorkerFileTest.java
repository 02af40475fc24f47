package dev.tmuxsupervisor.worker;

import static dev.tmuxsupervisor.worker.WorkerFixture.worker;
import static dev.tmuxsupervisor.worker.WorkerFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.process.BootTime;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerFileTest {
  private static final String[] WORDS = {
    "",
    "claude",
    "--resume",
    ";",
    "a b",
    "#(touch x)",
    "é",
    "\n",
    "\"",
    "\\",
    "\uD83E\uDD16",
    "\u0001"
  };

  @TempDir private Path root = Path.of("");
  private Worker worker = new Worker(new WorkerName("x"), root, root);

  @BeforeEach
  void create() throws Exception {
    worker = worker(root, "crew/dave");
  }

  private static WorkerSpec spec(Random random) {
    List<String> argv =
        random.ints(1 + random.nextInt(5), 0, WORDS.length).mapToObj(i -> WORDS[i]).toList();
    return new WorkerSpec(
        random.nextBoolean() ? Desired.UP : Desired.DOWN,
        random.nextLong(Long.MAX_VALUE),
        WorkerSpec.newRun(),
        argv,
        random.nextBoolean() ? argv.reversed() : List.of(),
        Map.of("KEY", WORDS[random.nextInt(WORDS.length)]),
        Map.of("HOME", WORDS[random.nextInt(WORDS.length)]),
        "crew/dave",
        Path.of("/tmp/s" + random.nextInt()),
        policy(random),
        history(random));
  }

  private static Policy policy(Random random) {
    Duration first = Duration.ofMillis(random.nextInt(100_000));
    return new Policy(
        pick(random, Policy.Restart.values()),
        new Policy.Backoff(first, first.plusMillis(random.nextInt(2) * 12_345L)),
        random.nextBoolean()
            ? Optional.of(
                new Policy.Limit(
                    1 + random.nextInt(1000), Duration.ofSeconds(1 + random.nextInt(9999))))
            : Optional.empty(),
        Duration.ofSeconds(random.nextInt(100)));
  }

  private static History history(Random random) {
    return new History(
        pick(random, History.Standing.values()),
        random.nextBoolean() ? Optional.of(moment(random)) : Optional.empty(),
        random.nextInt(100),
        Duration.ofMillis(random.nextInt(300_000)),
        Stream.generate(() -> moment(random)).limit(random.nextInt(5)).toList(),
        random.nextBoolean(),
        random.nextInt(1000),
        random.nextLong(Long.MAX_VALUE),
        List.<Optional<Exit>>of(
                Optional.empty(),
                Optional.of(new Exit.Status(random.nextInt(256))),
                Optional.of(new Exit.Signal(1 + random.nextInt(64))),
                Optional.of(new Exit.Unknown()))
            .get(random.nextInt(4)));
  }

  private static BootTime moment(Random random) {
    return new BootTime("boot-" + random.nextInt(2), Duration.ofMillis(random.nextInt() & 0xffff));
  }

  private static <T> T pick(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }

  /** Written by a version that knew neither policy nor history. */
  @Test
  void aFileWithoutPolicyMeansTheUsualOne() throws Exception {
    WorkerSpec spec = spec(new Random(1));
    write(worker, spec);
    ObjectNode json = (ObjectNode) JsonFields.parse(Files.readString(worker.file().path())).node();
    json.remove(List.of("policy", "history", "surroundings"));
    Files.write(worker.file().path(), JsonFields.print(json));
    WorkerSpec read = worker.file().read().orElseThrow();
    assertThat(read.policy()).isEqualTo(Policy.DEFAULT);
    assertThat(read.history()).isEqualTo(History.FRESH);
    assertThat(read.argv()).isEqualTo(spec.argv());
  }

  @Test
  void aWorkerNeverSpawnedHasNone() throws Exception {
    assertThat(worker.file().read()).isEmpty();
  }

  @Test
  void whatIsWrittenIsReadAgainAsItWas() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      WorkerSpec spec = spec(random);
      write(worker, spec);
      assertThat(worker.file().read()).as("seed %d", seed).isEqualTo(Optional.of(spec));
    }
  }

  @Test
  void onlyItsOwnerMayReadIt() throws Exception {
    write(worker, spec(new Random(1)));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(worker.file().path())))
        .isEqualTo("rw-------");
  }

  @Test
  void everyTruncationIsDamagedAndKept() throws Exception {
    write(worker, spec(new Random(1)));
    byte[] whole = Files.readAllBytes(worker.file().path());
    String text = new String(whole, StandardCharsets.UTF_8).stripTrailing();
    for (int length = 0; length < text.length(); length++) {
      refuses(text.substring(0, length));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "null",
        "{\"format\":2,\"desired\":\"up\"}",
        "{\"format\":1,\"desired\":\"sideways\",\"generation\":1}",
        "{\"format\":1,\"desired\":\"up\",\"generation\":-1,\"run\":\"r\",\"argv\":[\"a\"],"
            + "\"environment\":{},\"session\":\"s\",\"tmux_socket\":\"/tmp/s\"}",
        "{\"format\":1,\"desired\":\"up\",\"generation\":1,\"run\":\"r\",\"argv\":[\"a\"],"
            + "\"environment\":{},\"session\":\"s\",\"tmux_socket\":\"relative\"}"
      })
  void whatMakesNoSenseIsDamagedAndKept(String text) throws Exception {
    refuses(text);
  }

  private void refuses(String text) throws Exception {
    Files.writeString(worker.file().path(), text);
    assertThatExceptionOfType(WorkerFile.Damaged.class)
        .isThrownBy(() -> worker.file().read())
        .withMessageContaining(worker.file().path() + " cannot be used: ");
    assertThat(worker.file().path()).hasContent(text);
  }
}
