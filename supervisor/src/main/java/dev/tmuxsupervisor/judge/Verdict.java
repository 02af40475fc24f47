package dev.tmuxsupervisor.judge;

import dev.tmuxsupervisor.lock.LockReading;

/** What the evidence means, and why: one case a row of the table in the README. */
public sealed interface Verdict {
  /** The reason in one sentence. */
  String why();

  /** The name of the case, for lists and JSON: closed, and part of the interface. */
  Kind kind();

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
    DAMAGED
  }

  /** No lock, and no session of ours. */
  record Free(String why) implements Verdict {
    @Override
    public Kind kind() {
      return Kind.FREE;
    }
  }

  /** Process and session live. */
  record Held(LockReading.Present lock, SessionLeg session, String why) implements Verdict {
    @Override
    public Kind kind() {
      return Kind.HELD;
    }
  }

  /** The locked process is dead, but its pane runs another one: held under a new identity. */
  record ChangedHands(LockReading.Present lock, Sighting sighting, String why) implements Verdict {
    @Override
    public Kind kind() {
      return Kind.CHANGED_HANDS;
    }
  }

  /** Our session lives, but somebody removed its lock. */
  record LockLost(Sighting sighting, String why) implements Verdict {
    @Override
    public Kind kind() {
      return Kind.LOCK_LOST;
    }
  }

  /**
   * The process is dead; its session is still there with a dead pane, a shell, or without the pane.
   */
  record OrphanedSession(LockReading.Present lock, Sighting sighting, String why)
      implements Verdict {
    @Override
    public Kind kind() {
      return Kind.ORPHANED_SESSION;
    }
  }

  /** The process outlived its session. */
  record OrphanedProcess(LockReading.Present lock, String why) implements Verdict {
    @Override
    public Kind kind() {
      return Kind.ORPHANED_PROCESS;
    }
  }

  /** Process dead and session gone: the one lock that may be broken. */
  record Stale(LockReading.Present lock, String why) implements Verdict {
    @Override
    public Kind kind() {
      return Kind.STALE;
    }
  }

  /** One leg could not be proven: keep. */
  record Unknown(LockReading lock, String why) implements Verdict {
    @Override
    public Kind kind() {
      return Kind.UNKNOWN;
    }
  }

  /** The lock belongs to another host or pid namespace: keep. */
  record Foreign(LockReading.Present lock, String why) implements Verdict {
    @Override
    public Kind kind() {
      return Kind.FOREIGN;
    }
  }

  /** What stands at the lock's place is no lock: keep, for a person to look at. */
  record Damaged(LockReading.Damaged lock, String why) implements Verdict {
    @Override
    public Kind kind() {
      return Kind.DAMAGED;
    }
  }
}
