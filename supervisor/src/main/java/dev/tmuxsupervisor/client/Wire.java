package dev.tmuxsupervisor.client;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The protocol between client and server, on a Unix-domain stream socket. Numbers are big-endian,
 * texts are UTF-8 without a terminator.
 *
 * <pre>
 * client  magic "SUPV" · kind byte
 *           'Q'  end yourself: nothing follows; the connection closes when the server has ended
 *           'C'  command: int protocol · int length ≤ 256 · build id · int length ≤ 4 MiB · request
 * server  frames: type byte · int length ≤ 65,536 · payload
 *           'A' accepted, nothing    'O' standard output    'E' standard error
 *           'X' exit, int code       'H' hand-off, words: (int length · text)…
 *           'V' other version, build id of the server
 * request int columns · byte terminals (1 output, 2 errors) · text directory · int count · text…
 *           · int count · (text name · text value)…         where text = int length · bytes
 * </pre>
 *
 * A command ends with one 'X', 'H' or 'V'. The magic, both kinds up to the build id, the frame's
 * header and 'V' stay as they are for ever: a client of any version can replace a server of any
 * other. Everything else changes with {@link #PROTOCOL}. Every length is checked before memory is
 * taken for it.
 */
public final class Wire {
  public static final int PROTOCOL = 2;
  public static final int MAX_REQUEST = 4 << 20;
  public static final int MAX_FRAME = 64 << 10;

  static final int MAGIC = 0x53555056;
  static final int MAX_BUILD = 256;

  private Wire() {}

  /** What a client opens the connection with. */
  public sealed interface Opening {
    /** The server shall end. */
    record Quit() implements Opening {}

    /** A command follows, as {@link Request#decode} reads it, if protocol and build are ours. */
    record Command(int protocol, String build) implements Opening {}
  }

  static void writeQuit(DataOutputStream out) throws IOException {
    out.writeInt(MAGIC);
    out.writeByte('Q');
  }

  static void writeCommand(DataOutputStream out, int protocol, String build) throws IOException {
    out.writeInt(MAGIC);
    out.writeByte('C');
    out.writeInt(protocol);
    byte[] text = build.getBytes(StandardCharsets.UTF_8);
    out.writeInt(text.length);
    out.write(text);
  }

  /** Reads the opening; {@link ProtocolException} if it is none. */
  public static Opening readOpening(DataInputStream in) throws IOException {
    if (in.readInt() != MAGIC) {
      throw new ProtocolException("not a supervisor client");
    }
    int kind = in.readUnsignedByte();
    return switch (kind) {
      case 'Q' -> new Opening.Quit();
      case 'C' ->
          new Opening.Command(in.readInt(), text(read(in, bounded(in.readInt(), MAX_BUILD))));
      default -> throw new ProtocolException("unknown kind of request " + kind);
    };
  }

  static void writeRequest(DataOutputStream out, byte[] request) throws IOException {
    out.writeInt(request.length);
    out.write(request);
  }

  /** Reads the length of a request that {@link Request#decode} will take, within the bound. */
  public static int readRequestLength(DataInputStream in) throws IOException {
    return bounded(in.readInt(), MAX_REQUEST);
  }

  /** Writes one frame; the caller flushes. */
  public static void writeFrame(DataOutputStream out, Frame frame) throws IOException {
    byte[] payload = frame.payload();
    if (payload.length > MAX_FRAME) {
      throw new ProtocolException("a frame of " + payload.length + " bytes");
    }
    out.writeByte(frame.type());
    out.writeInt(payload.length);
    out.write(payload);
  }

  /** Reads one frame; {@link EOFException} if the server went away. */
  public static Frame readFrame(DataInputStream in) throws IOException {
    int type = in.readUnsignedByte();
    return Frame.of(type, read(in, bounded(in.readInt(), MAX_FRAME)));
  }

  static int bounded(int length, int bound) throws ProtocolException {
    if (length < 0 || length > bound) {
      throw new ProtocolException("length " + length + " is not within 0 and " + bound);
    }
    return length;
  }

  private static byte[] read(DataInputStream in, int length) throws IOException {
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }

  /** Bytes as text; {@link ProtocolException} unless they are UTF-8, so that nothing is mangled. */
  static String text(byte[] bytes) throws ProtocolException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      ProtocolException invalid = new ProtocolException("not UTF-8");
      invalid.initCause(e);
      throw invalid;
    }
  }
}
