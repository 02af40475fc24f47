package dev.tmuxsupervisor.judge;

import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.process.BootTime;
import dev.tmuxsupervisor.process.KernelIdentity;
import dev.tmuxsupervisor.process.Liveness;
import java.time.Instant;

/**
 * Everything that was seen of one worker, in one look.
 *
 * @param underGuard nobody else can be changing this worker: a claim without an agent is then a
 *     claim whose supervisor gave up or died
 * @param here the kernel that the look was made from
 * @param at when the lock was read, on the clock that nobody sets
 */
public record Evidence(
    LockReading lock,
    Liveness process,
    SessionLeg session,
    boolean underGuard,
    KernelIdentity here,
    Instant lockAt,
    Instant processAt,
    Instant sessionAt,
    BootTime at) {}
