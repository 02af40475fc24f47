package dev.tmuxsupervisor.client;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * What tells two builds apart: the version and a checksum over our own jars. Not their times, which
 * a reproducible build sets to one constant.
 */
public final class BuildId {
  private static final String[] JARS = {"supervisor.jar", "tmux-adapter.jar"};

  // The end of a zip file that has no comment: APPNOTE.TXT 6.3.10, section 4.3.16.
  private static final int END_LENGTH = 22;
  private static final int END_MAGIC = 0x06054b50;
  private static final int AT_DIRECTORY_LENGTH = 12;
  private static final int AT_DIRECTORY = 16;

  private BuildId() {}

  /** The build whose jars lie in this folder. */
  public static String of(Path lib) throws IOException {
    CRC32 sum = new CRC32();
    for (String jar : JARS) {
      Path path = lib.resolve(jar);
      if (!Files.exists(path)) {
        throw damaged("no " + path);
      }
      sum.update(directory(path));
    }
    return version() + "+" + Long.toHexString(sum.getValue());
  }

  /**
   * A jar's central directory. It has the checksum of each file in the jar, and a client reads it
   * sooner than all of them.
   */
  private static byte[] directory(Path jar) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(jar.toFile(), "r")) {
      long end = file.length() - END_LENGTH;
      if (end < 0) {
        throw damaged(jar + " is no jar");
      }
      ByteBuffer found = ByteBuffer.wrap(read(file, end, END_LENGTH));
      found.order(ByteOrder.LITTLE_ENDIAN);
      int length = found.getInt(AT_DIRECTORY_LENGTH);
      int start = found.getInt(AT_DIRECTORY);
      if (found.getInt(0) != END_MAGIC || length < 0 || start < 0 || end - length < start) {
        throw damaged(jar + " is no jar");
      }
      return read(file, start, length);
    }
  }

  private static byte[] read(RandomAccessFile file, long at, int length) throws IOException {
    byte[] bytes = new byte[length];
    file.seek(at);
    file.readFully(bytes);
    return bytes;
  }

  private static Refusal damaged(String how) {
    return new Refusal(Refusal.PREREQUISITE, "the installation is damaged: " + how);
  }

  /** The version, as the build has it. */
  public static String version() {
    return Version.TEXT;
  }
}
