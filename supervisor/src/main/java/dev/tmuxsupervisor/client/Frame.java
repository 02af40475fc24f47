package dev.tmuxsupervisor.client;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One message of the server to the client, see {@link Wire}. */
public sealed interface Frame {
  /** The server has the whole request and works on it. */
  record Accepted() implements Frame {}

  /** Bytes for standard output. */
  record Output(ByteBuffer bytes) implements Frame {}

  /** Bytes for standard error. */
  record Errors(ByteBuffer bytes) implements Frame {}

  /** The command is over. */
  record Exit(int code) implements Frame {}

  /** The command goes on as this program in the client's terminal. */
  record HandOff(List<String> argv) implements Frame {
    public HandOff {
      argv = List.copyOf(argv);
    }
  }

  /** Nothing was done: the server is of this other build. */
  record OtherVersion(String build) implements Frame {}

  /** The byte that names the kind on the wire. */
  default int type() {
    return switch (this) {
      case Accepted _ -> 'A';
      case Output _ -> 'O';
      case Errors _ -> 'E';
      case Exit _ -> 'X';
      case HandOff _ -> 'H';
      case OtherVersion _ -> 'V';
    };
  }

  /** What follows the header. */
  default byte[] payload() {
    return switch (this) {
      case Accepted() -> new byte[0];
      case Output(ByteBuffer bytes) -> bytesOf(bytes);
      case Errors(ByteBuffer bytes) -> bytesOf(bytes);
      case Exit(int code) -> ByteBuffer.allocate(Integer.BYTES).putInt(code).array();
      case HandOff(List<String> argv) -> Texts.encode(argv);
      case OtherVersion(String build) -> build.getBytes(StandardCharsets.UTF_8);
    };
  }

  /** The frame of a type and payload as read; {@link ProtocolException} if there is none such. */
  static Frame of(int type, byte[] payload) throws ProtocolException {
    return switch (type) {
      case 'A' -> new Accepted();
      case 'O' -> new Output(ByteBuffer.wrap(payload));
      case 'E' -> new Errors(ByteBuffer.wrap(payload));
      case 'X' -> new Exit(exitCode(payload));
      case 'H' -> new HandOff(Texts.decodeAll(ByteBuffer.wrap(payload)));
      case 'V' -> new OtherVersion(Wire.text(payload));
      default -> throw new ProtocolException("unknown frame " + type);
    };
  }

  private static byte[] bytesOf(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static int exitCode(byte[] payload) throws ProtocolException {
    if (payload.length != Integer.BYTES) {
      throw new ProtocolException("an exit code of " + payload.length + " bytes");
    }
    return ByteBuffer.wrap(payload).getInt();
  }
}
