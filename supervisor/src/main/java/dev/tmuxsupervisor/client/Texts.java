package dev.tmuxsupervisor.client;

import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Texts on the wire: each its length in bytes, then its UTF-8. */
final class Texts {
  private Texts() {}

  static byte[] encode(List<String> texts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String text : texts) {
      put(out, text);
    }
    return out.toByteArray();
  }

  static void put(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    put(out, bytes.length);
    out.writeBytes(bytes);
  }

  static void put(ByteArrayOutputStream out, int number) {
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
  }

  static List<String> decodeAll(ByteBuffer in) throws ProtocolException {
    List<String> texts = new ArrayList<>();
    while (in.hasRemaining()) {
      texts.add(get(in));
    }
    return texts;
  }

  static String get(ByteBuffer in) throws ProtocolException {
    byte[] bytes = new byte[Wire.bounded(getInt(in), in.remaining())];
    in.get(bytes);
    return Wire.text(bytes);
  }

  /** A count of things that take at least so many bytes each, and so can't be a lie that costs. */
  static int getCount(ByteBuffer in, int bytesEach) throws ProtocolException {
    return Wire.bounded(getInt(in), in.remaining() / bytesEach);
  }

  static int getInt(ByteBuffer in) throws ProtocolException {
    if (in.remaining() < Integer.BYTES) {
      throw new ProtocolException("the request ends early");
    }
    return in.getInt();
  }
}
