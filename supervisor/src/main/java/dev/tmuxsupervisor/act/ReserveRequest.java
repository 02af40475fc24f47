package dev.tmuxsupervisor.act;

import dev.tmuxsupervisor.worker.Worker;
import java.time.Duration;
import java.util.Optional;

/**
 * What somebody wants who keeps agents out of a worker by hand.
 *
 * @param who fit for a {@link dev.tmuxsupervisor.lock.Reservation}, as is the reason
 * @param ttl how long; empty until it is released
 * @param force whether an agent of ours that lives there is ended first, and another's lock of this
 *     kind taken over
 */
public record ReserveRequest(
    Worker worker, String who, String reason, Optional<Duration> ttl, boolean force) {}
