package dev.tmuxsupervisor.hold;

import dev.tmuxsupervisor.hold.HoldOrder.WhenHeld;
import dev.tmuxsupervisor.process.Keeper;
import dev.tmuxsupervisor.process.Libc;
import dev.tmuxsupervisor.process.LibcExec;
import dev.tmuxsupervisor.process.LibcLockFile;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.worktree.Worktree;
import dev.tmuxsupervisor.worktree.WorktreeProblem;
import dev.tmuxsupervisor.worktree.Worktrees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The program behind {@code hold}: it takes the lock and becomes the user's program, as the same
 * process. Its words: see {@link HoldOrder#ownWords}, then the user's variables, and then the
 * program's.
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
      OwnProcess own = OwnProcess.read(HoldOrder.othersWords(words));
      throw new HoldMain(HoldOrder.parse(words), own).run();
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
    OptionalInt free = lockFile(file).take(false);
    if (free.isPresent()) {
      return become(free.getAsInt(), file, Optional.empty());
    }
    String why = file + " is " + LoopLockStatus.of(file).why();
    return switch (order.whenHeld()) {
      case WhenHeld.Fail() ->
          new HoldFailure(
              HoldFailure.HELD, why, "wait for it: supervisor hold --wait; look: hold --status");
      case WhenHeld.Await(var patience) -> {
        tell("waiting: " + why, "");
        try (Patience running = Patience.start(patience, file)) {
          OptionalInt won = lockFile(file).take(true);
          running.requireInTime();
          yield become(won.orElseThrow(), file, Optional.empty());
        }
      }
      case WhenHeld.OwnWorktree() -> {
        Worktree worktree = worktree();
        tell(why, "in %s on branch %s instead".formatted(worktree.path(), worktree.branch()));
        Path own = order.lockFileIn(worktree.path());
        OptionalInt won = lockFile(own).take(false);
        yield won.isPresent()
            ? become(won.getAsInt(), own, Optional.of(worktree.path()))
            : new HoldFailure(HoldFailure.HELD, own + " is held as well", "try again");
      }
    };
  }

  private Worktree worktree() throws HoldFailure, IOException {
    Path directory = order.directory();
    try {
      String name = Optional.ofNullable(directory.getFileName()).map(Path::toString).orElse("loop");
      return Worktrees.of(directory, System.getenv()).add(name);
    } catch (WorktreeProblem e) {
      HoldFailure failure =
          new HoldFailure(HoldFailure.MISSING, "no worktree: " + e.text(), e.hint());
      failure.initCause(e);
      throw failure;
    }
  }

  private LoopLockFile lockFile(Path file) {
    return new LoopLockFile(
        file,
        new LoopMetadata(
            ProcessHandle.current().pid(),
            Instant.now().truncatedTo(ChronoUnit.MILLIS),
            order.reason().orElseGet(program::text)));
  }

  private HoldFailure become(int lock, Path file, Optional<Path> place)
      throws HoldFailure, IOException {
    keep(lock, file);
    if (place.isPresent()) {
      LibcExec.changeDirectory(place.get().toString().getBytes(StandardCharsets.UTF_8));
    }
    own.inherited().giveBack();
    if (order.inheritable()) {
      LibcLockFile.setInheritable(lock, true);
    }
    return program.become(own.environment(place));
  }

  private void keep(int lock, Path file) throws HoldFailure, IOException {
    if (order.inheritable()) {
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
