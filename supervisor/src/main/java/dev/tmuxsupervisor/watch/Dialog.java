package dev.tmuxsupervisor.watch;

/** What the keys mean right now. */
sealed interface Dialog {
  /** They move, act, and open the others. */
  record Browsing() implements Dialog {}

  /** They are the filter's letters. */
  record Filtering() implements Dialog {}

  /** Yes does it, all else does not. */
  record Asking(String verb, Row row) implements Dialog {}

  /** Any key closes the help. */
  record Help() implements Dialog {}
}
