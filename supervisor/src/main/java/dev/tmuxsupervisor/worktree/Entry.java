package dev.tmuxsupervisor.worktree;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A work tree as git lists it.
 *
 * @param branch without {@code refs/heads/}; empty when it is on none
 */
record Entry(Path path, Optional<String> branch, boolean bare, boolean locked) {
  private static final String HEADS = "refs/heads/";

  /**
   * Reads {@code git worktree list --porcelain -z}: lines end with NUL, entries with an empty one.
   */
  static List<Entry> read(List<String> lines) {
    List<Entry> entries = new ArrayList<>();
    for (String line : lines) {
      int blank = line.indexOf(' ');
      String key = blank < 0 ? line : line.substring(0, blank);
      String value = blank < 0 ? "" : line.substring(blank + 1);
      if (key.equals("worktree")) {
        entries.add(new Entry(Path.of(value), Optional.empty(), false, false));
      } else if (!entries.isEmpty()) {
        entries.add(entries.removeLast().with(key, value));
      }
    }
    return List.copyOf(entries);
  }

  private Entry with(String key, String value) {
    return switch (key) {
      case "branch" ->
          new Entry(
              path,
              Optional.of(value.startsWith(HEADS) ? value.substring(HEADS.length()) : value),
              bare,
              locked);
      case "bare" -> new Entry(path, branch, true, locked);
      case "locked" -> new Entry(path, branch, bare, true);
      default -> this;
    };
  }
}
