package dev.tmuxsupervisor.judge;

import dev.tmuxsupervisor.lock.LockReading;

/**
 * What the evidence means, and why: one case a row of the table in src/docs/reference/states.md.
 */
public sealed interface Verdict {
  /** The reason in one sentence. */
  String why();

  /** The name of the case, for lists and JSON: closed, and part of the interface. */
  default Kind kind() {
    return switch (this) {
      case Free _ -> Kind.FREE;
      case Held _ -> Kind.HELD;
      case ChangedHands _ -> Kind.CHANGED_HANDS;
      case LockLost _ -> Kind.LOCK_LOST;
      case OrphanedSession _ -> Kind.ORPHANED_SESSION;
      case OrphanedProcess _ -> Kind.ORPHANED_PROCESS;
      case Stale _ -> Kind.STALE;
      case Unknown _ -> Kind.UNKNOWN;
      case Foreign _ -> Kind.FOREIGN;
      case Reserved _ -> Kind.RESERVED;
      case Damaged _ -> Kind.DAMAGED;
    };
  }

  /** The names of the cases. */
  enum Kind {
    FREE,
    HELD,
    CHANGED_HANDS,
    LOCK_LOST,
    ORPHANED_SESSION,
    ORPHANED_PROCESS,
    STALE,
    UNKNOWN,
    FOREIGN,
    RESERVED,
    DAMAGED
  }

  /** No lock, and no session of ours. */
  record Free(String why) implements Verdict {}

  /** Process and session live. */
  record Held(LockReading.Present lock, SessionLeg session, String why) implements Verdict {}

  /** The locked process is dead, but its pane runs another one: held under a new identity. */
  record ChangedHands(LockReading.Present lock, Sighting sighting, String why) implements Verdict {}

  /** Our session lives, but somebody removed its lock. */
  record LockLost(Sighting sighting, String why) implements Verdict {}

  /**
   * The process is dead; its session is still there with a dead pane, a shell, or without the pane.
   */
  record OrphanedSession(LockReading.Present lock, Sighting sighting, String why)
      implements Verdict {}

  /** The process outlived its session. */
  record OrphanedProcess(LockReading.Present lock, String why) implements Verdict {}

  /**
   * Process dead and session gone, or taken by hand for a time that is over: the one lock that may
   * be broken.
   */
  record Stale(LockReading.Present lock, String why) implements Verdict {}

  /** One leg could not be proven: keep. */
  record Unknown(LockReading lock, String why) implements Verdict {}

  /** The lock belongs to another host or pid namespace: keep. */
  record Foreign(LockReading.Present lock, String why) implements Verdict {}

  /**
   * Somebody keeps agents out by hand, and the time for that is not over: keep.
   *
   * @param session whether one of this worker is there all the same
   */
  record Reserved(LockReading.Present lock, SessionLeg session, String why) implements Verdict {}

  /** What stands at the lock's place is no lock: keep, for a person to look at. */
  record Damaged(LockReading.Damaged lock, String why) implements Verdict {}
}
