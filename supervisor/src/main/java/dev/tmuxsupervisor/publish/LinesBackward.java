package dev.tmuxsupervisor.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The whole lines of a file from its last to its first, read block by block. */
final class LinesBackward {
  private static final int BLOCK = 64 << 10;

  private final JournalFile file;

  /** Where {@link #held} begins in the file. */
  private long start;

  private byte[] held = new byte[0];
  private int length;

  /** The lines before this point, which is the end of one. */
  LinesBackward(JournalFile file, long end) {
    this.file = file;
    this.start = end;
  }

  /** Where the last whole line of a file ends: what stands behind it is not written yet. */
  static long end(JournalFile file, long size) throws IOException {
    long at = size;
    while (at > 0) {
      int most = (int) Math.min(BLOCK, at);
      byte[] block = file.read(at - most, most);
      int newline = newlineBefore(block, block.length);
      if (newline >= 0) {
        return at - most + newline + 1;
      }
      at -= most;
    }
    return 0;
  }

  /** The line before the one that was given last, without its end. */
  Optional<String> previous() throws IOException {
    while (true) {
      int newline = newlineBefore(held, length - 1);
      if (newline >= 0 || (start == 0 && length > 0)) {
        String line = new String(held, newline + 1, length - newline - 2, StandardCharsets.UTF_8);
        length = newline + 1;
        return Optional.of(line);
      }
      if (start == 0) {
        return Optional.empty();
      }
      int most = (int) Math.min(BLOCK, start);
      byte[] more = Arrays.copyOf(file.read(start - most, most), most + length);
      System.arraycopy(held, 0, more, most, length);
      held = more;
      length = more.length;
      start -= most;
    }
  }

  private static int newlineBefore(byte[] bytes, int end) {
    int at = end - 1;
    while (at >= 0 && bytes[at] != '\n') {
      at--;
    }
    return at;
  }
}
