package sabotage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files as a program changes them that never thought of dying: where they are, bit by bit. */
public final class InPlace {
  private static final int PIECES = 8;

  private InPlace() {}

  public static void replace(Path file, byte[] bytes, String permissions) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      int piece = Math.ceilDiv(bytes.length, PIECES);
      for (int at = 0; at < bytes.length; at += piece) {
        channel.write(ByteBuffer.wrap(bytes, at, Math.min(piece, bytes.length - at)));
      }
    }
  }

  public static void replace(Path file, Path workshop, byte[] bytes, String permissions)
      throws IOException {
    replace(file, bytes, permissions);
  }

  public static void remove(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      while (channel.size() > 0) {
        channel.truncate(channel.size() * (PIECES - 1) / PIECES);
      }
    }
    Files.delete(file);
  }
}
