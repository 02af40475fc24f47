package dev.tmuxsupervisor.server;

import dev.tmuxsupervisor.client.Frame;
import dev.tmuxsupervisor.client.Wire;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;

/**
 * Where frames leave for the client. A client that reads nothing for the time of one write loses
 * its connection, so that it holds up no thread of ours for ever.
 */
final class FrameSink {
  private static final Duration ONE_WRITE = Duration.ofSeconds(30);

  private final SocketChannel channel;
  private final DataOutputStream out;
  private final Deadlines deadlines;
  private Optional<FrameStream> current = Optional.empty();

  FrameSink(SocketChannel channel, Deadlines deadlines) {
    this.channel = channel;
    this.deadlines = deadlines;
    out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
  }

  synchronized void send(Frame frame) throws IOException {
    try (var _ = deadlines.set(channel, ONE_WRITE)) {
      Wire.writeFrame(out, frame);
      out.flush();
    }
  }

  /** Sends what another stream has buffered, so that the order of the streams is kept. */
  synchronized void turnTo(FrameStream next) throws IOException {
    if (current.isPresent() && current.get() != next) {
      current.get().flush();
    }
    current = Optional.of(next);
  }
}
