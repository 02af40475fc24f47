package dev.tmuxsupervisor.client;

import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** One command over one connection: sends it and relays what comes back. */
final class Conversation {
  // 128 + SIGPIPE: whoever read our output has seen enough, as in "supervisor list | head -1".
  private static final int BROKEN_PIPE = 141;

  private final Link link;
  private final OutputStream out = new FileOutputStream(FileDescriptor.out);
  private final OutputStream err = new FileOutputStream(FileDescriptor.err);

  Conversation(Link link) {
    this.link = link;
  }

  Outcome hold(Place place, String build, byte[] request) throws IOException {
    Frame first;
    try (Patience _ = Patience.with(place)) {
      send(build, request);
      first = Wire.readFrame(link.in);
    } catch (EOFException | java.net.SocketException e) {
      return new Outcome.NotBegun();
    }
    return relay(first);
  }

  private void send(String build, byte[] request) throws IOException {
    try {
      Wire.writeCommand(link.out, Wire.PROTOCOL, build);
      Wire.writeRequest(link.out, request);
      link.out.flush();
    } catch (IOException refusedHalfWay) {
      // A server of another version, or a busy one, answers before it has read everything, and
      // its answer is still to be read; if there is none, reading says so.
      return;
    }
  }

  // No switch over patterns in a client: the JVM generates a class for each.
  private Outcome relay(Frame first) throws IOException {
    Frame frame = first;
    while (true) {
      if (frame instanceof Frame.Output(ByteBuffer bytes) && !written(out, bytes)) {
        return new Outcome.Exited(BROKEN_PIPE);
      } else if (frame instanceof Frame.Errors(ByteBuffer bytes) && !written(err, bytes)) {
        return new Outcome.Exited(BROKEN_PIPE);
      } else if (frame instanceof Frame.Exit(int code)) {
        return new Outcome.Exited(code);
      } else if (frame instanceof Frame.HandOff(var argv)) {
        return new Outcome.HandedOff(argv);
      } else if (frame instanceof Frame.OtherVersion(String build)) {
        return new Outcome.OtherVersion(build);
      }
      try {
        frame = Wire.readFrame(link.in);
      } catch (EOFException | java.net.SocketException e) {
        return new Outcome.Lost();
      }
    }
  }

  private static boolean written(OutputStream stream, ByteBuffer bytes) {
    try {
      stream.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
      return true;
    } catch (IOException nobodyReads) {
      return false;
    }
  }
}
