package dev.tmuxsupervisor.judge;

import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.lock.Reservation;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Judges a lock that somebody took by hand. No process stands behind it, only time; and a session
 * of the worker that is there all the same is not forgotten.
 */
final class ByHand {
  /** In one zone, since judging is the same anywhere. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private ByHand() {}

  static Verdict judge(LockReading.Present lock, Reservation reservation, Evidence evidence) {
    return reservation.isOver(evidence.at(), evidence.lockAt())
        ? over(lock, reservation, evidence.session())
        : new Verdict.Reserved(
            lock,
            evidence.session(),
            words(reservation, lock.lock().acquiredAt())
                + (evidence.session() instanceof SessionLeg.There there
                    ? "; but " + there.how()
                    : ""));
  }

  /** As if there were no lock: only where nobody is there may it go. */
  private static Verdict over(
      LockReading.Present lock, Reservation reservation, SessionLeg session) {
    String over =
        "%s kept it by hand (%s), and the time for that is over"
            .formatted(reservation.who(), reservation.reason());
    return switch (session) {
      case SessionLeg.Gone _ -> new Verdict.Stale(lock, over);
      case SessionLeg.There(Sighting sighting, String how) ->
          new Verdict.LockLost(sighting, over + ", but " + how);
      case SessionLeg.Unknown(String how) ->
          new Verdict.Unknown(lock, over + ", but a session may be there: " + how);
    };
  }

  private static String words(Reservation reservation, Instant since) {
    return "kept by hand by %s (%s) %s, since %s"
        .formatted(
            reservation.who(),
            reservation.reason(),
            reservation
                .end()
                .map(end -> "until " + TIME.format(end.until()))
                .orElse("until it is released"),
            TIME.format(since));
  }
}
