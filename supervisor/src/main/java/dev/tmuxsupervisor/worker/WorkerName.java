package dev.tmuxsupervisor.worker;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What people call a worker, such as {@code crew/dave}: one to four segments joined by {@code /}.
 * No dot and no colon, which tmux would rewrite, and nothing that a shell or a format could read.
 */
public record WorkerName(String text) implements Comparable<WorkerName> {
  /** What a name may be, for messages. */
  public static final String RULE =
      "a name is one to four segments of A-Z a-z 0-9 _ - joined by '/', each starting with a letter or"
          + " digit and at most 64 characters long";

  private static final Pattern FORM =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}(/[A-Za-z0-9][A-Za-z0-9_-]{0,63}){0,3}");

  /** Throws IllegalArgumentException for any other text. */
  public WorkerName {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(RULE);
    }
  }

  /** The name, or nothing when the text is none. */
  public static Optional<WorkerName> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new WorkerName(text)) : Optional.empty();
  }

  @Override
  public int compareTo(WorkerName other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
