package dev.tmuxsupervisor.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedBytesTest {
  private static final byte[] GOOD = LockJson.print(LockSamples.held(7));
  @TempDir private Path worker = Path.of("");

  @Test
  void everyTruncationIsDamaged() throws Exception {
    LockFile file = file();
    for (byte[] good : List.of(GOOD, LockJson.print(LockSamples.byHand(7)))) {
      assertThat(read(file, good)).isInstanceOf(LockReading.Present.class);
      for (int length = 0; length < good.length; length++) {
        assertThat(read(file, Arrays.copyOf(good, length)))
            .as("cut to %d of %d bytes", length, good.length)
            .isInstanceOf(LockReading.Damaged.class);
      }
    }
  }

  /** It was read as a claim, whose process may be alive and is not believed. */
  @Test
  void aLockThatLostTheNameOfItsSessionIsDamaged() throws Exception {
    isDamagedWith("\"tmux_session\"", "\"tmux_sessioo\"");
  }

  /**
   * It was read as a stranger's, and with one more bit, in acquired_at, a living agent's lock was
   * stale.
   */
  @Test
  void aLockWhoseOwnPartLostItsNameIsDamaged() throws Exception {
    isDamagedWith("\"supervisor\"", "\"rupervisor\"");
  }

  private void isDamagedWith(String name, String flipped) throws Exception {
    String good = new String(GOOD, StandardCharsets.UTF_8);
    assertThat(good).contains(name);
    assertThat(read(file(), good.replace(name, flipped).getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(LockReading.Damaged.class);
  }

  @Test
  void whiteSpaceAtTheEndIsNoDamage() throws Exception {
    byte[] longer = Arrays.copyOf(GOOD, GOOD.length + 2);
    longer[GOOD.length] = '\n';
    longer[GOOD.length + 1] = ' ';
    assertThat(read(file(), longer)).isInstanceOf(LockReading.Present.class);
    longer[GOOD.length + 1] = 0;
    assertThat(read(file(), longer)).isInstanceOf(LockReading.Damaged.class);
  }

  @Test
  void flippedBitsGiveAnAnswerAndNoAbsurdPid() throws Exception {
    long seed = System.nanoTime();
    System.out.println("DamagedBytesTest seed " + seed);
    Random random = new Random(seed);
    LockFile file = file();
    int present = 0;
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = GOOD.clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      LockReading reading = read(file, bytes);
      assertThat(reading)
          .as("seed %d, round %d", seed, i)
          .isNotInstanceOf(LockReading.Absent.class);
      if (reading instanceof LockReading.Present(LockRecord lock, _, _)) {
        present++;
        // Removed the range of the pid in the parser: red, or an exception of the identity.
        assertThat(lock.pid()).as("seed %d, round %d", seed, i).isBetween(2L, 1L << 22);
      }
    }
    System.out.println("DamagedBytesTest: " + present + " of 10000 still read as a lock");
  }

  private LockFile file() throws Exception {
    RuntimeDirectory directory = RuntimeDirectory.of(worker);
    directory.create();
    return new LockFile(directory);
  }

  private static LockReading read(LockFile file, byte[] bytes) throws Exception {
    // A new file each time: ext4 flushes one that was truncated and written again.
    Files.deleteIfExists(file.directory().lockFile());
    Files.write(file.directory().lockFile(), bytes);
    return file.read();
  }
}
