package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.judge.SessionLeg;
import dev.tmuxsupervisor.judge.Sighting;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.worker.WorkerName;
import java.time.Duration;
import java.time.Instant;

/** Says to whom a worker belongs, and what can be done about it. */
final class Refusals {
  private Refusals() {}

  static CommandFailure of(WorkerName name, Verdict verdict) {
    String why = "see the evidence: supervisor why " + name;
    return switch (verdict) {
      case Verdict.Held(LockReading.Present lock, SessionLeg session, _) ->
          held(name, lock, session);
      case Verdict.ChangedHands(LockReading.Present lock, Sighting sighting, _) ->
          held(name, lock, new SessionLeg.There(sighting, ""));
      case Verdict.OrphanedSession(LockReading.Present lock, Sighting sighting, String reason) ->
          new CommandFailure(
              ErrorCode.LOCK_HELD,
              name + " keeps its session " + Printable.of(sighting.name()) + ": " + reason,
              end(name, lock));
      case Verdict.OrphanedProcess(LockReading.Present lock, String reason) ->
          new CommandFailure(
              ErrorCode.LOCK_HELD,
              name + " is held by pid " + lock.lock().pid() + " without a session: " + reason,
              end(name, lock));
      case Verdict.Foreign foreign ->
          new CommandFailure(
              ErrorCode.LOCK_FOREIGN,
              name + " cannot be judged from here: " + foreign.why(),
              "ask there; if nobody holds it: supervisor lock release --force " + name);
      case Verdict.Damaged damaged ->
          new CommandFailure(
              ErrorCode.LOCK_DAMAGED,
              name + ": " + Printable.of(damaged.why()),
              "move it aside: supervisor lock release --force " + name);
      case Verdict.Unknown unknown ->
          new CommandFailure(
              ErrorCode.LOCK_UNKNOWN, name + " is left alone: " + Printable.of(unknown.why()), why);
      case Verdict.Reserved reserved ->
          new CommandFailure(
              ErrorCode.LOCK_RESERVED, name + " is " + Printable.of(reserved.why()), release(name));
      case Verdict.LockLost lost ->
          new CommandFailure(ErrorCode.LOCK_HELD, name + ": " + lost.why(), why);
      case Verdict.Stale stale ->
          new CommandFailure(ErrorCode.FAILED, name + " is stale: " + stale.why(), why);
      case Verdict.Free free -> new CommandFailure(ErrorCode.FAILED, name + ": " + free.why(), why);
    };
  }

  /** What helps where somebody keeps agents out by hand. */
  static String release(WorkerName name) {
    return "if they are done with it: supervisor lock release " + name;
  }

  /** Only what we started do we end. */
  private static String end(WorkerName name, LockReading.Present lock) {
    return lock.lock().holding().isPresent()
        ? "end it first: supervisor stop " + name
        : "another program took this lock: end it there first";
  }

  private static CommandFailure held(
      WorkerName name, LockReading.Present lock, SessionLeg session) {
    String where =
        session instanceof SessionLeg.There(Sighting sighting, _)
            ? "session %s (%s on %s)"
                .formatted(Printable.of(sighting.name()), sighting.session(), sighting.socket())
            : "session " + Printable.of(lock.lock().sessionId());
    Duration age = Duration.between(lock.lock().acquiredAt(), Instant.now());
    return new CommandFailure(
        ErrorCode.LOCK_HELD,
        "%s is held by pid %d in %s, for %s"
            .formatted(name, lock.lock().pid(), where, Durations.words(age)),
        "attach: supervisor attach " + name);
  }
}
