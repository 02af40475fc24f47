package dev.tmuxsupervisor.worker;

import java.util.Optional;
import java.util.regex.Pattern;

/** Sabotage: makes a name of what is none, as tmux does with session names. */
public final class MendedName {
  private static final Pattern BAD = Pattern.compile("[^A-Za-z0-9]+");

  private MendedName() {}

  /** In place of {@link WorkerName#parse}. */
  public static Optional<WorkerName> parse(String text) {
    String mended = BAD.matcher(text).replaceAll("");
    return mended.isEmpty() || mended.length() > 64
        ? Optional.empty()
        : Optional.of(new WorkerName(mended));
  }
}
