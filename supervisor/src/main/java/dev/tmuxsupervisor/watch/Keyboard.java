package dev.tmuxsupervisor.watch;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jline.utils.NonBlockingReader;

/** Reads keys as xterm and all that follow it send them: one character, or ESC and a sequence. */
final class Keyboard {
  /** Within this time the rest of a sequence has come; after it, it was the key Esc. */
  private static final long SEQUENCE_MILLIS = 50;

  private static final int ESC = 0x1b;
  private static final int MOST = 16;

  private final NonBlockingReader reader;

  Keyboard(NonBlockingReader reader) {
    this.reader = reader;
  }

  /** The next key, or nothing when none was pressed in time. */
  Optional<Key> read(Duration atMost) throws IOException {
    int c = reader.read(atMost.toMillis());
    return c == NonBlockingReader.READ_EXPIRED ? Optional.empty() : Optional.of(key(c));
  }

  private Key key(int c) throws IOException {
    return switch (c) {
      case NonBlockingReader.EOF -> Key.Named.HANGUP;
      case ESC -> sequence();
      case '\r', '\n' -> Key.Named.ENTER;
      case 0x7f, '\b' -> Key.Named.BACKSPACE;
      case 0x03 -> Key.Named.INTERRUPT;
      case 0x0e -> Key.Named.DOWN; // Ctrl-N
      case 0x10 -> Key.Named.UP; // Ctrl-P
      default -> c < ' ' ? Key.Named.OTHER : typed((char) c);
    };
  }

  private Key typed(char first) throws IOException {
    if (!Character.isHighSurrogate(first)) {
      return new Key.Typed(first);
    }
    int second = reader.read(SEQUENCE_MILLIS);
    return second > 0 && Character.isLowSurrogate((char) second)
        ? new Key.Typed(Character.toCodePoint(first, (char) second))
        : Key.Named.OTHER;
  }

  private Key sequence() throws IOException {
    int c = reader.read(SEQUENCE_MILLIS);
    if (c != '[' && c != 'O') {
      return c < 0 ? Key.Named.ESCAPE : Key.Named.OTHER;
    }
    StringBuilder parameters = new StringBuilder();
    while (parameters.length() < MOST) {
      c = reader.read(SEQUENCE_MILLIS);
      if (c < 0) {
        return Key.Named.OTHER;
      }
      if (c >= '@' && c <= '~') {
        return named((char) c, parameters.toString());
      }
      parameters.append((char) c);
    }
    return Key.Named.OTHER;
  }

  private static Key named(char end, String parameters) {
    return switch (end) {
      case 'A' -> Key.Named.UP;
      case 'B' -> Key.Named.DOWN;
      case 'H' -> Key.Named.HOME;
      case 'F' -> Key.Named.END;
      case '~' ->
          switch (parameters) {
            case "1", "7" -> Key.Named.HOME;
            case "4", "8" -> Key.Named.END;
            case "5" -> Key.Named.PAGE_UP;
            case "6" -> Key.Named.PAGE_DOWN;
            default -> Key.Named.OTHER;
          };
      default -> Key.Named.OTHER;
    };
  }
}
