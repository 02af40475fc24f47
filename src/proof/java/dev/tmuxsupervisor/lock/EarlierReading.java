package dev.tmuxsupervisor.lock;

import java.util.HashMap;
import java.util.Map;

/** Sabotage: whoever has read a lock once goes on believing that, also under the guard. */
public final class EarlierReading {
  private static final ThreadLocal<Map<LockFile, LockReading>> KNOWN =
      ThreadLocal.withInitial(HashMap::new);

  private EarlierReading() {}

  /** In place of {@link LockFile#read}. */
  public static LockReading of(LockFile file) {
    return KNOWN.get().computeIfAbsent(file, EarlierReading::first);
  }

  private static LockReading first(LockFile file) {
    return switch (BoundedFile.read(file.directory().lockFile(), 64 << 10)) {
      case BoundedFile.Content.Whole whole -> {
        try {
          yield new LockReading.Present(
              LockJson.parse(whole.text()), whole.fingerprint(), whole.owner());
        } catch (JsonFields.Malformed | LockJson.TooNew e) {
          yield new LockReading.Damaged("sabotaged", whole.fingerprint());
        }
      }
      case BoundedFile.Content.Missing _ -> new LockReading.Absent();
      case BoundedFile.Content _ -> new LockReading.Unreadable("sabotaged");
    };
  }
}
