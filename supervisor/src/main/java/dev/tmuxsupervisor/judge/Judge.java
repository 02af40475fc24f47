package dev.tmuxsupervisor.judge;

import dev.tmuxsupervisor.lock.Holding;
import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.lock.Reservation;
import dev.tmuxsupervisor.process.Liveness;
import dev.tmuxsupervisor.process.Printable;
import java.util.Optional;

/**
 * From evidence to verdict. Pure: the same evidence gives the same verdict, anywhere and always.
 */
public final class Judge {
  private Judge() {}

  /** Judges one worker. */
  public static Verdict judge(Evidence evidence) {
    return switch (evidence.lock()) {
      case LockReading.Absent _ -> withoutLock(evidence);
      case LockReading.Damaged damaged ->
          new Verdict.Damaged(damaged, "the lock file is damaged: " + damaged.reason());
      case LockReading.Unreadable unreadable ->
          new Verdict.Unknown(unreadable, "the lock file cannot be read: " + unreadable.reason());
      case LockReading.Present present -> withLock(present, evidence);
    };
  }

  private static Verdict withoutLock(Evidence evidence) {
    return switch (evidence.session()) {
      case SessionLeg.Gone _ -> new Verdict.Free("there is no lock and no session of this worker");
      case SessionLeg.There(Sighting sighting, String how) ->
          new Verdict.LockLost(sighting, "the lock file is gone, but " + how);
      case SessionLeg.Unknown(String how) ->
          new Verdict.Unknown(
              evidence.lock(), "there is no lock, but a session may be there: " + how);
    };
  }

  private static Verdict withLock(LockReading.Present present, Evidence evidence) {
    String host = present.lock().hostname();
    Optional<Reservation> byHand = present.lock().reservation();
    return switch (Origin.of(present.lock(), evidence.here())) {
      case OTHER_HOST -> new Verdict.Foreign(present, "the lock was taken on host " + named(host));
      case OTHER_NAMESPACE ->
          new Verdict.Foreign(
              present, "the lock was taken in another pid namespace of host " + named(host));
      case HERE, OLDER_BOOT, EARLIER_BOX ->
          byHand.isPresent()
              ? ByHand.judge(present, byHand.get(), evidence)
              : byLegs(present, evidence);
    };
  }

  private static Verdict byLegs(LockReading.Present present, Evidence evidence) {
    if (evidence.session() instanceof SessionLeg.Unknown(String how)) {
      return new Verdict.Unknown(present, "the session cannot be judged: " + how);
    }
    if (present.lock().holding().filter(Holding::isClaim).isPresent()) {
      return byClaim(present, evidence);
    }
    return switch (evidence.process()) {
      case Liveness.Unknown(String how) ->
          new Verdict.Unknown(present, "the process cannot be judged: " + how);
      case Liveness.Alive(String how) -> alive(present, evidence.session(), how);
      case Liveness.Dead(String how) -> dead(present, evidence.session(), how);
    };
  }

  /**
   * A claim names the supervisor that is spawning; under the guard that supervisor has given up.
   */
  private static Verdict byClaim(LockReading.Present present, Evidence evidence) {
    boolean inProgress = !evidence.underGuard() && !(evidence.process() instanceof Liveness.Dead);
    return inProgress
        ? new Verdict.Held(
            present,
            evidence.session(),
            "it is claimed for a new agent: a supervisor is at it, or could not find out how that went")
        : dead(present, evidence.session(), "the supervisor that claimed it never finished");
  }

  private static Verdict alive(LockReading.Present present, SessionLeg session, String how) {
    return switch (session) {
      case SessionLeg.There there -> new Verdict.Held(present, there, how + ", and " + there.how());
      case SessionLeg.Gone(String gone) ->
          new Verdict.OrphanedProcess(present, how + ", but its session is gone: " + gone);
      case SessionLeg.Unknown(String unknown) -> new Verdict.Unknown(present, unknown);
    };
  }

  private static Verdict dead(LockReading.Present present, SessionLeg session, String how) {
    return switch (session) {
      case SessionLeg.Gone(String gone) -> new Verdict.Stale(present, how + ", and " + gone);
      case SessionLeg.Unknown(String unknown) -> new Verdict.Unknown(present, unknown);
      case SessionLeg.There(Sighting sighting, String there) ->
          switch (sighting.state()) {
            case PaneState.RunsOther(long pid, _) ->
                new Verdict.ChangedHands(
                    present, sighting, how + ", but its pane runs process " + pid + " now");
            case PaneState.Dead _,
                PaneState.RunsShell _,
                PaneState.Closed _,
                PaneState.RunsAgent _ ->
                new Verdict.OrphanedSession(present, sighting, how + ", but " + there);
          };
    };
  }

  private static String named(String host) {
    return host.isEmpty() ? "(unnamed)" : Printable.of(host);
  }
}
