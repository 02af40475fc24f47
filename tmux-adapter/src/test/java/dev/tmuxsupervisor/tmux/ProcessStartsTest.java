package dev.tmuxsupervisor.tmux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.FileOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ProcessStartsTest {
  @TempDir private Path directory;

  /** Red when {@code ProcessStarts.inTurn} waits for its turn for ever. */
  @Test
  @Timeout(60)
  void aStartThatHangsHoldsUpNoOther() throws Exception {
    Path fifo = directory.resolve("fifo");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    ProcessBuilder hanging = new ProcessBuilder("true").redirectInput(fifo.toFile());
    FutureTask<Integer> hung = new FutureTask<>(() -> ProcessStarts.inTurn(hanging).waitFor());
    Thread thread = Thread.ofPlatform().daemon().start(hung);
    try {
      await()
          .until(() -> Arrays.toString(thread.getStackTrace()).contains("FileInputStream.open0"));
      assertThat(ProcessStarts.inTurn(new ProcessBuilder("true")).waitFor()).isZero();
      assertThat(hung.isDone()).isFalse();
    } finally {
      new FileOutputStream(fifo.toFile()).close(); // somebody who writes lets it go on
    }
    assertThat(hung.get(30, TimeUnit.SECONDS)).isZero();
    thread.join();
  }
}
