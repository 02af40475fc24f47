package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.judge.Sighting;
import dev.tmuxsupervisor.lock.LockRecord;
import dev.tmuxsupervisor.lock.Reservation;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.publish.Columns;
import java.time.Duration;
import java.time.Instant;

/** Who a lock says that holds it, for the cells of a table. */
final class HolderWords {
  private static final String NONE = "-";

  /** Columns for who keeps agents out by hand, and why. */
  private static final int KEEPER = 40;

  private HolderWords() {}

  static String pid(Looked looked) {
    return looked
        .lock()
        .filter(lock -> lock.reservation().isEmpty())
        .map(lock -> Long.toString(lock.pid()))
        .orElse(NONE);
  }

  /**
   * What its session is called now, else what the lock says; where somebody keeps agents out by
   * hand there is none, and who that is stands here.
   */
  static String session(Looked looked) {
    return looked
        .lock()
        .flatMap(LockRecord::reservation)
        .map(HolderWords::keeper)
        .or(() -> looked.sighting().map(Sighting::name))
        .or(() -> looked.lock().map(LockRecord::sessionId))
        .filter(text -> !text.isEmpty())
        .map(Printable::of)
        .orElse(NONE);
  }

  private static String keeper(Reservation reservation) {
    return Columns.fit(reservation.who() + ": " + reservation.reason(), KEEPER);
  }

  /** Since when. */
  static String age(Looked looked) {
    return looked
        .lock()
        .map(lock -> Durations.words(Duration.between(lock.acquiredAt(), Instant.now())))
        .orElse(NONE);
  }
}
