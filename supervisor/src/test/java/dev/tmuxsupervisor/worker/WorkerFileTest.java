package dev.tmuxsupervisor.worker;

import static dev.tmuxsupervisor.worker.WorkerFixture.worker;
import static dev.tmuxsupervisor.worker.WorkerFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
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
        Map.of("KEY", WORDS[random.nextInt(WORDS.length)]),
        "crew/dave",
        Path.of("/tmp/s" + random.nextInt()));
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
