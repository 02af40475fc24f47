package dev.tmuxsupervisor.tmux;

/** Sabotage: a separator that any text may hold. */
final class BareTab {
  private BareTab() {}

  /** In place of {@link Nonce#separator}. */
  static String of(Nonce nonce) {
    return "\t";
  }
}
