package dev.tmuxsupervisor.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProcStatTest {
  private static final String[] PIECES = {
    ")", "(", ") S 1 2 3 (", "\n", " ", "\u0000", "é", "tmux: server", "Z", "7", "\t", "1 (a) R"
  };

  @Test
  void readsTheFieldsBehindAnyName() {
    long seed = seed();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      String comm = randomName(random);
      ProcStat expected =
          new ProcStat(
              2 + random.nextInt(1 << 22),
              comm,
              "RSDZTtXxI".charAt(random.nextInt(9)),
              random.nextInt(1 << 22),
              random.nextInt(1 << 22),
              random.nextInt(1 << 22),
              random.nextLong(Long.MAX_VALUE));
      // Removed lastIndexOf in favour of indexOf: red.
      assertThat(ProcStat.parse(line(expected)))
          .as("seed %d, round %d", seed, i)
          .hasValue(expected);
    }
  }

  @Test
  void makesNothingOfATruncatedLine() throws Exception {
    String own = Files.readString(Path.of("/proc/self/stat"), StandardCharsets.ISO_8859_1);
    assertThat(ProcStat.parse(own)).isPresent();
    ProcStat whole = ProcStat.parse(own).orElseThrow();
    for (int end = 0; end < own.length(); end++) {
      // Removed the demand for a field behind the start: red, it believed half of the number.
      assertThat(ProcStat.parse(own.substring(0, end)))
          .as("cut to %d", end)
          .matches(read -> read.isEmpty() || read.get().equals(whole));
    }
  }

  @Test
  void makesNothingOfNoise() {
    long seed = seed();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder noise = new StringBuilder(line(new ProcStat(9, "x", 'S', 1, 1, 1, 1)));
      for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
        noise.setCharAt(random.nextInt(noise.length()), (char) random.nextInt(128));
      }
      assertThat(ProcStat.parse(noise.toString())).as("seed %d, round %d", seed, i).isNotNull();
    }
  }

  @Test
  void countsAZombieAsOverAndASleeperNot() {
    assertThat(new ProcStat(9, "x", 'Z', 1, 1, 1, 1).isOver()).isTrue();
    assertThat(new ProcStat(9, "x", 'X', 1, 1, 1, 1).isOver()).isTrue();
    assertThat(new ProcStat(9, "x", 'T', 1, 1, 1, 1).isOver()).isFalse();
  }

  private static String randomName(Random random) {
    return IntStream.range(0, random.nextInt(5))
        .mapToObj(_ -> PIECES[random.nextInt(PIECES.length)])
        .collect(Collectors.joining());
  }

  private static String line(ProcStat stat) {
    return "%d (%s) %c %d %d %d 34816 9 4194304 1 2 3 4 5 6 7 8 20 0 1 0 %d 1000 200 184467\n"
        .formatted(
            stat.pid(),
            stat.comm(),
            stat.state(),
            stat.parent(),
            stat.group(),
            stat.session(),
            stat.startTicks());
  }

  private static long seed() {
    long seed = System.nanoTime();
    System.out.println("ProcStatTest seed " + seed);
    return seed;
  }
}
