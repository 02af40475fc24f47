package dev.tmuxsupervisor.lock;

import dev.tmuxsupervisor.process.KernelIdentity;
import java.time.Instant;
import java.util.Optional;

/**
 * What a lock says. The first four are Gas Town's fields, in its types; programs that know only
 * those respect our locks too.
 *
 * @param pid the agent's process; {@link Reservation#PID} where there is none
 * @param sessionId a session's name when we wrote it; others write {@code $N}, {@code %N} (a pane),
 *     {@code rig/name} (no tmux) or nothing
 * @param hostname for people; empty when it was not recorded
 * @param holding what only we record of an agent; empty in a lock that another program wrote
 * @param reservation who keeps agents out, where no agent holds it; never beside a holding
 */
public record LockRecord(
    long pid,
    Instant acquiredAt,
    String sessionId,
    String hostname,
    Optional<Holding> holding,
    Optional<Reservation> reservation) {

  /** Throws IllegalArgumentException for a lock of an agent that is also taken by hand. */
  public LockRecord {
    if (holding.isPresent() && reservation.isPresent()) {
      throw new IllegalArgumentException("held by an agent and by hand");
    }
  }

  /** The lock of an agent, or another program's. */
  public LockRecord(
      long pid, Instant acquiredAt, String sessionId, String hostname, Optional<Holding> holding) {
    this(pid, acquiredAt, sessionId, hostname, holding, Optional.empty());
  }

  /** The lock that somebody takes by hand. */
  public static LockRecord byHand(Instant acquiredAt, Reservation reservation) {
    return new LockRecord(
        Reservation.PID,
        acquiredAt,
        "",
        reservation.here().hostname(),
        Optional.empty(),
        Optional.of(reservation));
  }

  /** The same lock after its session was given another name. */
  public LockRecord inSession(String name) {
    return new LockRecord(pid, acquiredAt, name, hostname, holding, reservation);
  }

  /** Where it was written, if a supervisor wrote it. */
  public Optional<KernelIdentity> here() {
    return holding.map(Holding::here).or(() -> reservation.map(Reservation::here));
  }

  /** Whether neither an agent of ours nor somebody by hand has it: another program wrote it. */
  public boolean isStrangers() {
    return holding.isEmpty() && reservation.isEmpty();
  }
}
