package dev.tmuxsupervisor.lock;

/** What stands at the place of a lock. */
public sealed interface LockReading {
  /** No lock file. */
  record Absent() implements LockReading {}

  /**
   * A lock that can be read.
   *
   * @param fingerprint a hash of its bytes: two looks saw the same lock when it is equal
   * @param owner the user who owns the file
   */
  record Present(LockRecord lock, String fingerprint, String owner) implements LockReading {}

  /** A file that is no lock, or one that only a newer program could have made sense of. */
  record Damaged(String reason, String fingerprint) implements LockReading {}

  /** It could not be read, or is a newer program's; nothing follows from that. */
  record Unreadable(String reason) implements LockReading {}
}
