package dev.tmuxsupervisor.act;

/**
 * The points between two changes. Whoever dies at one leaves something that the next look repairs.
 */
public enum Step {
  SPAWN_GUARDED,
  SPAWN_SPEC_WRITTEN,
  SPAWN_CLAIMED,
  SPAWN_SESSION_CREATED,
  SPAWN_LOCKED,
  ADOPT_SPEC_WRITTEN,
  ADOPT_CLAIMED,
  ADOPT_MARKED,
  ADOPT_SPEC_READY,
  ADOPT_LOCKED,
  STOP_SPEC_WRITTEN,
  STOP_TREE_ENDED,
  STOP_SESSION_ENDED,
  STOP_LOCK_REMOVED,
  RESERVE_READY,
  RESERVE_LOCKED,
  RECOVER_TREE_ENDED,
  RECOVER_BURIED
}
