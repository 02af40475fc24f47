package dev.tmuxsupervisor.hold;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code hold} was asked to do.
 *
 * @param directory whose loop lock it is; absolute
 * @param lockFile absolute, or below the directory
 * @param reason what others read about it
 * @param inheritable whether what the program starts may keep the lock
 * @param words how many words at the end of the command line are the program's
 */
public record HoldOrder(
    WhenHeld whenHeld,
    Path directory,
    Path lockFile,
    Optional<String> reason,
    boolean inheritable,
    int words) {
  /** How many words {@link #words} makes. */
  private static final int OWN = 6;

  /** What to do when somebody else holds the lock. */
  public sealed interface WhenHeld {
    /** Say who, and end. */
    record Fail() implements WhenHeld {}

    /** Wait, for so long or for as long as it takes. */
    record Await(Optional<Duration> patience) implements WhenHeld {}

    /** Go to a git worktree of its own. */
    record OwnWorktree() implements WhenHeld {}
  }

  /** What stands behind those of {@link #ownWords}. */
  static List<String> othersWords(String[] words) {
    return List.of(words).subList(OWN, words.length);
  }

  /** Reads what {@link #ownWords} wrote. */
  static HoldOrder parse(String[] words) {
    String when = words[0];
    WhenHeld whenHeld =
        switch (when) {
          case "fail" -> new WhenHeld.Fail();
          case "worktree" -> new WhenHeld.OwnWorktree();
          case "wait" -> new WhenHeld.Await(Optional.empty());
          default -> new WhenHeld.Await(Optional.of(Duration.parse(when)));
        };
    return new HoldOrder(
        whenHeld,
        Path.of(words[1]),
        Path.of(words[2]),
        Optional.of(words[3]).filter(it -> !it.isEmpty()),
        words[4].equals("inheritable"),
        Integer.parseInt(words[OWN - 1]));
  }

  /** The words of {@link HoldMain} that say the same; its variables' and the program's follow. */
  public List<String> ownWords() {
    List<String> own = new ArrayList<>();
    own.add(
        switch (whenHeld) {
          case WhenHeld.Fail() -> "fail";
          case WhenHeld.OwnWorktree() -> "worktree";
          case WhenHeld.Await(var patience) -> patience.map(Duration::toString).orElse("wait");
        });
    own.add(directory.toString());
    own.add(lockFile.toString());
    own.add(reason.orElse(""));
    own.add(inheritable ? "inheritable" : "sealed");
    own.add(Integer.toString(words));
    return own;
  }

  /** The lock file of a directory that stands for the one that was asked for. */
  Path lockFileIn(Path place) {
    return place.resolve(lockFile);
  }
}
