package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.judge.Sighting;
import dev.tmuxsupervisor.lock.LockRecord;
import dev.tmuxsupervisor.process.Printable;
import java.time.Duration;
import java.time.Instant;

/** Who a lock says that holds it, for the cells of a table. */
final class HolderWords {
  private static final String NONE = "-";

  private HolderWords() {}

  static String pid(Looked looked) {
    return looked.lock().map(lock -> Long.toString(lock.pid())).orElse(NONE);
  }

  /** What its session is called now, else what the lock says. */
  static String session(Looked looked) {
    return looked
        .sighting()
        .map(Sighting::name)
        .or(() -> looked.lock().map(LockRecord::sessionId))
        .filter(text -> !text.isEmpty())
        .map(Printable::of)
        .orElse(NONE);
  }

  /** Since when. */
  static String age(Looked looked) {
    return looked
        .lock()
        .map(lock -> Durations.words(Duration.between(lock.acquiredAt(), Instant.now())))
        .orElse(NONE);
  }
}
