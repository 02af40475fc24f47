package dev.tmuxsupervisor.lock;

import dev.tmuxsupervisor.process.BootTime;
import dev.tmuxsupervisor.process.KernelIdentity;
import dev.tmuxsupervisor.process.ProcessIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** Locks as a supervisor writes them. */
final class LockSamples {
  private static final String[] PIECES = {
    "a", "crew/dave", "é", "\u0000", "\n", "\"", "\\", "\uD83E\uDD16", "\u202e", "#(x)", " ", "$1"
  };

  private LockSamples() {}

  static LockRecord held(long generation) {
    return random(new Random(generation), generation, true);
  }

  static LockRecord byHand(long seed) {
    return byHand(new Random(seed));
  }

  private static LockRecord byHand(Random random) {
    String boot = text(random);
    return LockRecord.byHand(
        instant(random),
        new Reservation(
            "%032x".formatted(random.nextLong(Long.MAX_VALUE)),
            text(random),
            "ana \uD83E\uDD16",
            "#(x) \"why\" \\",
            new KernelIdentity(text(random), Optional.of("m"), boot, text(random)),
            random.nextLong(1L << 32),
            random.nextBoolean()
                ? Optional.of(
                    new Reservation.End(
                        instant(random),
                        new BootTime(boot, Duration.ofMillis(random.nextLong(1L << 42)))))
                : Optional.empty()));
  }

  static LockRecord random(Random random) {
    return random.nextInt(4) == 0 ? byHand(random) : ofAgent(random);
  }

  private static LockRecord ofAgent(Random random) {
    return random(random, random.nextLong(Long.MAX_VALUE), random.nextBoolean());
  }

  private static LockRecord random(Random random, long generation, boolean placed) {
    ProcessIdentity agent = process(random);
    String hostname = text(random);
    Holding holding =
        new Holding(
            text(random),
            text(random),
            generation,
            agent,
            new KernelIdentity(
                hostname,
                random.nextBoolean() ? Optional.of(text(random)) : Optional.empty(),
                text(random),
                text(random),
                random.nextBoolean() ? Optional.of(text(random)) : Optional.empty()),
            random.nextLong(1L << 32),
            Path.of("/tmp", "s" + random.nextInt()),
            placed ? Optional.of(place(random)) : Optional.empty());
    return new LockRecord(
        agent.pid(), instant(random), text(random), hostname, Optional.of(holding));
  }

  private static Holding.Place place(Random random) {
    return new Holding.Place(
        process(random),
        random.nextLong(Long.MAX_VALUE),
        "$" + random.nextInt(1_000_000_000),
        random.nextLong(Long.MAX_VALUE),
        "%" + random.nextInt(1_000_000_000));
  }

  private static ProcessIdentity process(Random random) {
    return new ProcessIdentity(
        random.nextLong(2, ProcessIdentity.LARGEST_PID + 1), random.nextLong(Long.MAX_VALUE));
  }

  /** RFC 3339 ends with the year 9999. */
  private static Instant instant(Random random) {
    return Instant.ofEpochSecond(random.nextLong(253_402_300_800L), random.nextInt(1_000_000_000));
  }

  private static String text(Random random) {
    return random
        .ints(random.nextInt(5), 0, PIECES.length)
        .mapToObj(index -> PIECES[index])
        .collect(Collectors.joining());
  }
}
