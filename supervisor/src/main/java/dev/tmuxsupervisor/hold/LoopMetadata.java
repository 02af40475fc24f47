package dev.tmuxsupervisor.hold;

import dev.tmuxsupervisor.lock.BoundedFile;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.lock.JsonFields.Malformed;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * What the latest holder of a loop lock wrote into it, in the form of ralph-orchestrator. It stays
 * there when the holder is over.
 *
 * @param prompt what it is for: at most 100 characters
 */
public record LoopMetadata(long pid, Instant started, String prompt) {
  /** A larger file is nothing that a holder wrote. */
  static final int LIMIT = 64 << 10;

  private static final List<String> NAMES = List.of("pid", "started", "prompt");
  private static final String BEGINNING = "{\"pid\":";
  private static final int PROMPT = 100;
  private static final long MOST = 4_294_967_295L; // ralph's u32

  public LoopMetadata {
    if (prompt.codePointCount(0, prompt.length()) > PROMPT) {
      prompt = prompt.substring(0, prompt.offsetByCodePoints(0, PROMPT));
    }
  }

  /** What the file says, if a holder wrote it. Takes no lock. */
  public static Optional<LoopMetadata> read(Path file) {
    return BoundedFile.read(file, LIMIT) instanceof BoundedFile.Content.Whole whole
        ? parse(whole.text())
        : Optional.empty();
  }

  static Optional<LoopMetadata> parse(String text) {
    try {
      JsonFields fields = JsonFields.parse(text);
      return Optional.of(
          new LoopMetadata(
              fields.number("pid", 1, MOST),
              OffsetDateTime.parse(fields.text("started")).toInstant(),
              fields.text("prompt")));
    } catch (Malformed | DateTimeException e) {
      return Optional.empty(); // another program's file, or half of one: it tells nothing
    }
  }

  /** Whether a holder may have written this, whole or, before the machine crashed, in part. */
  static boolean isHolders(String text) {
    String left = text.replace("\0", "").strip(); // NULs stand for what never reached the disk
    try {
      return left.isEmpty() || JsonFields.parse(left).names().containsAll(NAMES);
    } catch (Malformed e) {
      String start = left.replaceAll("\\s", "");
      return start.startsWith(BEGINNING) || BEGINNING.startsWith(start);
    }
  }

  byte[] bytes() {
    return JsonFields.print(
        JsonFields.object()
            .put("pid", pid)
            .put("started", started.toString())
            .put("prompt", prompt));
  }
}
