package dev.tmuxsupervisor.observe;

import dev.tmuxsupervisor.lock.Guard;
import dev.tmuxsupervisor.lock.Holding;
import dev.tmuxsupervisor.lock.LockChangedException;
import dev.tmuxsupervisor.lock.LockFile;
import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.lock.LockRecord;
import dev.tmuxsupervisor.lock.RuntimeDirectory;
import dev.tmuxsupervisor.process.ProcessIdentity;
import dev.tmuxsupervisor.process.ProcessTable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;

/**
 * Takes and releases locks without end, in its own name, and counts those that somebody took away
 * from it. Every third one it leaves behind as that of a dead process. For each byte of its input
 * it prints its counts, between two locks; it ends with its input.
 *
 * <p>Arguments: a worker whose lock says how one of ours looks here, a dead pid and its start
 * ticks, a seed, and the workers.
 */
final class TrafficMain {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final int LEFT_BEHIND = 3;
  private static final int TAKES_OVER = 4;

  private final Semaphore questions = new Semaphore(0);
  private final LockRecord pattern;
  private final ProcessIdentity self;
  private final ProcessIdentity dead;
  private final Random random;

  private long taken;
  private long left;
  private long lost;

  private TrafficMain(LockRecord pattern, ProcessIdentity dead, Random random) throws IOException {
    this.pattern = pattern;
    this.self = ProcessTable.identify(ProcessHandle.current().pid()).orElseThrow();
    this.dead = dead;
    this.random = random;
  }

  public static void main(String[] arguments) throws Exception {
    LockReading pattern = new LockFile(RuntimeDirectory.of(Path.of(arguments[0]))).read();
    ProcessIdentity dead =
        new ProcessIdentity(Long.parseLong(arguments[1]), Long.parseLong(arguments[2]));
    TrafficMain traffic =
        new TrafficMain(
            ((LockReading.Present) pattern).lock(), dead, new Random(Long.parseLong(arguments[3])));
    Thread.ofPlatform().daemon().start(traffic::listen);
    while (true) {
      if (traffic.questions.tryAcquire()) {
        System.out.println(traffic.taken + " " + traffic.left + " " + traffic.lost);
      }
      Path worker = Path.of(arguments[4 + traffic.random.nextInt(arguments.length - 4)]);
      traffic.visit(new LockFile(RuntimeDirectory.of(worker)));
    }
  }

  private void listen() {
    try {
      while (System.in.read() >= 0) {
        questions.release();
      }
    } catch (IOException e) {
      System.out.println(e);
    }
    Runtime.getRuntime().halt(0);
  }

  private void visit(LockFile file) throws Exception {
    Optional<LockReading> own = Optional.empty();
    try (Guard guard = Guard.take(file.directory(), PATIENCE)) {
      if (mayTake(file.read())) {
        own = Optional.of(write(file, guard, held()));
        taken++;
      }
    }
    Thread.sleep(random.nextInt(8));
    if (own.isPresent() && !release(file, own.get())) {
      lost++;
    }
  }

  /** Left behind ones are mostly passed by: they are the cleaners'. */
  private boolean mayTake(LockReading reading) {
    return reading instanceof LockReading.Absent
        || (reading instanceof LockReading.Present(LockRecord lock, _, _)
            && lock.pid() == dead.pid()
            && random.nextInt(TAKES_OVER) == 0);
  }

  /** Answers whether it was still ours, to the last. */
  private boolean release(LockFile file, LockReading own) throws Exception {
    try (Guard guard = Guard.take(file.directory(), PATIENCE)) {
      if (!(file.read().equals(own) && own instanceof LockReading.Present present)) {
        return false;
      }
      if (random.nextInt(LEFT_BEHIND) == 0) {
        write(file, guard, stale());
        left++;
      } else {
        file.remove(guard, present);
      }
      return true;
    } catch (LockChangedException | NoSuchFileException e) {
      return false; // it went between two steps of ours
    }
  }

  private static LockReading write(LockFile file, Guard guard, LockRecord lock) throws IOException {
    file.write(guard, lock);
    return file.read();
  }

  private LockRecord held() {
    return random.nextBoolean()
        ? ours(self, pattern.holding().orElseThrow().place())
        : strangers(self, pattern.sessionId());
  }

  private LockRecord stale() {
    Holding.Place was = pattern.holding().orElseThrow().place().orElseThrow();
    return random.nextBoolean()
        ? ours(
            dead,
            Optional.of(
                new Holding.Place(
                    was.server(), was.serverStart(), "$999", was.sessionCreated(), "%999")))
        : strangers(dead, "gone");
  }

  private LockRecord ours(ProcessIdentity process, Optional<Holding.Place> place) {
    Holding like = pattern.holding().orElseThrow();
    Holding holding =
        new Holding(
            like.worker(),
            like.run(),
            taken,
            process,
            like.here(),
            like.uid(),
            like.socket(),
            place);
    return new LockRecord(
        process.pid(),
        Instant.now(),
        pattern.sessionId(),
        pattern.hostname(),
        Optional.of(holding));
  }

  /** As Gas Town writes it. */
  private LockRecord strangers(ProcessIdentity process, String session) {
    return new LockRecord(
        process.pid(), Instant.now(), session, pattern.hostname(), Optional.empty());
  }
}
