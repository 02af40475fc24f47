package dev.tmuxsupervisor.lock;

import java.time.Instant;
import java.util.Optional;

/**
 * What a lock says. The first four are Gas Town's fields, in its types; programs that know only
 * those respect our locks too.
 *
 * @param pid the agent's process
 * @param sessionId a session's name when we wrote it; others write {@code $N}, {@code %N} (a pane),
 *     {@code rig/name} (no tmux) or nothing
 * @param hostname for people; empty when it was not recorded
 * @param holding what only we record; empty in a lock that another program wrote
 */
public record LockRecord(
    long pid, Instant acquiredAt, String sessionId, String hostname, Optional<Holding> holding) {

  /** The same lock after its session was given another name. */
  public LockRecord inSession(String name) {
    return new LockRecord(pid, acquiredAt, name, hostname, holding);
  }
}
