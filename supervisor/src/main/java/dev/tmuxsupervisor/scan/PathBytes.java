package dev.tmuxsupervisor.scan;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Paths as the bytes that the kernel knows, which need not be text of any character set. A {@code
 * file:} URI is the one way through which such bytes reach a {@link Path} and come back unchanged.
 */
final class PathBytes {
  private static final HexFormat HEX = HexFormat.of();

  private PathBytes() {}

  static Path path(byte[] bytes) {
    StringBuilder uri = new StringBuilder("file://");
    for (byte one : bytes) {
      if (one == '/') {
        uri.append('/');
      } else {
        HEX.toHexDigits(uri.append('%'), one);
      }
    }
    return Path.of(URI.create(uri.toString()));
  }

  /** Of an absolute path, without a slash at its end. */
  static byte[] of(Path path) {
    byte[] raw = path.toUri().getRawPath().getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] == '%') {
        bytes.write(HexFormat.fromHexDigits(new String(raw, i + 1, 2, StandardCharsets.US_ASCII)));
        i += 2;
      } else {
        bytes.write(raw[i]);
      }
    }
    byte[] all = bytes.toByteArray();
    int length = all.length > 1 && all[all.length - 1] == '/' ? all.length - 1 : all.length;
    return Arrays.copyOf(all, length);
  }

  /** The path of something below an absolute directory, or that one's own for {@code .} itself. */
  static byte[] join(byte[] above, byte[] below) {
    if (below.length == 1 && below[0] == '.') {
      return above;
    }
    boolean slash = above[above.length - 1] != '/';
    int start = above.length + (slash ? 1 : 0);
    byte[] path = Arrays.copyOf(above, start + below.length);
    path[start - 1] = '/';
    System.arraycopy(below, 0, path, start, below.length);
    return path;
  }
}
