package dev.tmuxsupervisor.tmux;

/** Sabotage: a separator that any text may hold. */
public final class BareTab {
  private BareTab() {}

  /** In place of {@link Nonce#separator}; it is public for its callers' sake alone. */
  public static String of(Object nonce) {
    return "\t";
  }
}
