package dev.tmuxsupervisor.lock;

import dev.tmuxsupervisor.lock.JsonFields.Malformed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;

/**
 * The file {@code agent.lock}. Reading needs nothing and takes nothing; whoever changes it shows
 * the guard and, to remove it, the reading that was judged.
 */
public record LockFile(RuntimeDirectory directory) {
  private static final int LIMIT = 64 << 10;
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private record Known(LockRecord record, String fingerprint) {}

  private static final Meanings<Known> KNOWN = new Meanings<>();

  /** Looks at the file as it is now. */
  public LockReading read() {
    return switch (BoundedFile.read(directory.lockFile(), LIMIT)) {
      case BoundedFile.Content.Missing _ -> new LockReading.Absent();
      case BoundedFile.Content.Hostile(String reason) -> new LockReading.Damaged(reason, reason);
      case BoundedFile.Content.Unreadable(String reason) -> new LockReading.Unreadable(reason);
      case BoundedFile.Content.Whole whole -> parse(whole);
    };
  }

  private static LockReading parse(BoundedFile.Content.Whole file) {
    try {
      Optional<Known> known = KNOWN.of(file.text());
      Known lock =
          known.isPresent()
              ? known.get()
              : KNOWN.learn(
                  file.text(), new Known(LockJson.parse(file.text()), file.fingerprint()));
      return new LockReading.Present(lock.record(), lock.fingerprint(), file.owner());
    } catch (Malformed e) {
      return new LockReading.Damaged(String.valueOf(e.getMessage()), file.fingerprint());
    } catch (LockJson.TooNew e) {
      return new LockReading.Unreadable(String.valueOf(e.getMessage()));
    }
  }

  /** Writes the lock, durably and whole. */
  public void write(Guard guard, LockRecord lock) throws IOException {
    guard.requireFor(directory);
    DurableFile.replace(directory.lockFile(), LockJson.print(lock), "rw-r--r--");
  }

  /** Removes the lock if it is still the one that was judged. */
  public void remove(Guard guard, LockReading.Present judged) throws IOException {
    guard.requireFor(directory);
    if (!(read() instanceof LockReading.Present now
        && now.fingerprint().equals(judged.fingerprint()))) {
      throw new LockChangedException(directory.lockFile());
    }
    DurableFile.remove(directory.lockFile());
  }

  /** Renames whatever stands at the lock's place, so that nothing is lost; answers the new path. */
  public Path moveAside(Guard guard, LockReading judged) throws IOException {
    guard.requireFor(directory);
    if (!read().equals(judged)) {
      throw new LockChangedException(directory.lockFile());
    }
    String name =
        "agent.lock.aside-"
            + STAMP.format(Instant.now())
            + "-"
            + UUID.randomUUID().toString().substring(0, 8);
    DurableFile.rename(directory.lockFile(), name);
    return directory.path().resolve(name);
  }
}
