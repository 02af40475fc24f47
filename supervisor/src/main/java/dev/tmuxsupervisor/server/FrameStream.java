package dev.tmuxsupervisor.server;

import dev.tmuxsupervisor.client.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.function.Function;

/** A stream whose bytes go out as frames of one kind, a buffer at a time. */
final class FrameStream extends OutputStream {
  private static final int BUFFER = 16 << 10;

  private final FrameSink sink;
  private final Function<ByteBuffer, Frame> kind;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

  FrameStream(FrameSink sink, Function<ByteBuffer, Frame> kind) {
    this.sink = sink;
    this.kind = kind;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    synchronized (sink) {
      sink.turnTo(this);
      ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
      while (rest.hasRemaining()) {
        int part = Math.min(rest.remaining(), buffer.remaining());
        buffer.put(rest.slice().limit(part));
        rest.position(rest.position() + part);
        if (!buffer.hasRemaining()) {
          flush();
        }
      }
    }
  }

  @Override
  public void flush() throws IOException {
    synchronized (sink) {
      if (buffer.position() > 0) {
        buffer.flip();
        try {
          sink.send(kind.apply(buffer));
        } finally {
          buffer.clear();
        }
      }
    }
  }
}
