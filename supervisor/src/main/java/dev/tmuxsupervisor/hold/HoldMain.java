package dev.tmuxsupervisor.hold;

import dev.tmuxsupervisor.hold.HoldOrder.WhenHeld;
import dev.tmuxsupervisor.process.Keeper;
import dev.tmuxsupervisor.process.Libc;
import dev.tmuxsupervisor.process.LibcExec;
import dev.tmuxsupervisor.process.LibcLockFile;
import dev.tmuxsupervisor.process.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalInt;

/**
 * The program behind {@code hold}: it takes the lock and becomes the user's program, as the same
 * process. Its words: see {@link HoldOrder#ownWords}, and then the program's.
 */
public final class HoldMain {
  private final HoldOrder order;
  private final OwnProcess own;
  private final Program program;

  private HoldMain(HoldOrder order, OwnProcess own) throws HoldFailure {
    this.order = order;
    this.own = own;
    program = Program.find(own.lastWords(order.words()), own.searchPath());
  }

  /** Returns never: this process becomes the program, or ends with what went wrong. */
  public static void main(String[] words) {
    int exit;
    try {
      throw new HoldMain(HoldOrder.parse(words), OwnProcess.read()).run();
    } catch (HoldFailure e) {
      tell(e.text(), e.hint());
      exit = e.exit();
    } catch (IOException e) {
      tell(e.toString(), "");
      exit = HoldFailure.FAILED;
    }
    System.exit(exit);
  }

  static void tell(String text, String hint) {
    System.err.println("supervisor: " + Printable.of(text));
    if (!hint.isEmpty()) {
      System.err.println("  " + Printable.of(hint));
    }
  }

  private HoldFailure run() throws HoldFailure, IOException {
    Path file = order.lockFileIn(order.directory());
    int lock = take(file);
    keep(lock, file);
    long[] signals = own.signals();
    LibcExec.setSignals(signals[0], signals[1]);
    return program.become(own.environment());
  }

  private int take(Path path) throws HoldFailure, IOException {
    LoopLockFile file =
        new LoopLockFile(
            path,
            new LoopMetadata(
                ProcessHandle.current().pid(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                order.reason().orElseGet(program::text)));
    OptionalInt lock = file.take(false);
    if (lock.isPresent()) {
      return lock.getAsInt();
    }
    String why = path + " is " + LoopLockStatus.of(path).why();
    return switch (order.whenHeld()) {
      case WhenHeld.Fail() ->
          throw new HoldFailure(
              HoldFailure.HELD, why, "wait for it: supervisor hold --wait; look: hold --status");
      case WhenHeld.Await(var patience) -> {
        tell("waiting: " + why, "");
        try (Patience running = Patience.start(patience, path)) {
          OptionalInt won = file.take(true);
          running.requireInTime();
          yield won.orElseThrow();
        }
      }
      case WhenHeld.OwnWorktree() -> throw new HoldFailure(HoldFailure.HELD, why, "");
    };
  }

  private void keep(int lock, Path file) throws HoldFailure, IOException {
    if (order.inheritable()) {
      LibcLockFile.makeInheritable(lock);
      return;
    }
    try {
      Keeper.keep(lock, "hold-keeper: " + file + " for pid " + ProcessHandle.current().pid());
    } catch (Keeper.Impossible e) {
      HoldFailure failure =
          new HoldFailure(
              HoldFailure.MISSING,
              "the lock cannot be kept from what the program starts: " + e.getMessage(),
              "where it may inherit the lock: supervisor hold --inheritable");
      failure.initCause(e);
      throw failure;
    }
    Libc.close(lock); // the keeper has it now, for as long as this process lives
  }
}
