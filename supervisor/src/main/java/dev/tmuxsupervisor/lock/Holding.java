package dev.tmuxsupervisor.lock;

import dev.tmuxsupervisor.process.KernelIdentity;
import dev.tmuxsupervisor.process.ProcessIdentity;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The part of a lock that proves who holds it: identities instead of names.
 *
 * @param worker the worker's name when it was locked
 * @param run random name of this run; the agent's session, pane and environment carry it
 * @param generation fencing token of the worker, which only grows
 * @param agent the locked process: the agent's, or the claiming supervisor's before there is an
 *     agent
 * @param here host, boot and pid namespace in which {@code agent} means something
 * @param socket the tmux server's socket
 * @param place where in tmux the agent runs; empty in a claim, written before the session exists
 */
public record Holding(
    String worker,
    String run,
    long generation,
    ProcessIdentity agent,
    KernelIdentity here,
    long uid,
    Path socket,
    Optional<Place> place) {

  /**
   * A pane of one tmux server's life. A new server counts its ids from zero again.
   *
   * @param serverStart {@code #{start_time}}, epoch seconds
   * @param session {@code $N}
   * @param sessionCreated epoch seconds
   * @param pane {@code %N}
   */
  public record Place(
      ProcessIdentity server, long serverStart, String session, long sessionCreated, String pane) {}

  /** Whether the lock was written before the agent existed. */
  public boolean isClaim() {
    return place.isEmpty();
  }
}
