package dev.tmuxsupervisor.server;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.tmuxsupervisor.client.Frame;
import dev.tmuxsupervisor.client.Request;
import dev.tmuxsupervisor.client.Wire;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;

/** One client, from its first byte to its last. */
final class Connection {
  private static final Duration REQUEST = Duration.ofSeconds(5);

  private final SocketChannel channel;
  private final DataInputStream in;
  private final FrameSink sink;
  private final House house;

  /** What all connections share. */
  record House(
      String build,
      Peer peer,
      Deadlines deadlines,
      RequestBudget budget,
      RunningCommands commands,
      Runnable stop) {}

  Connection(SocketChannel channel, House house) {
    this.channel = channel;
    this.house = house;
    in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
    sink = new FrameSink(channel, house.deadlines());
  }

  /** Serves the client; whatever it does, it harms nobody but itself. */
  void serve() throws InterruptedException {
    try (channel) {
      if (!house.peer().isWelcome(channel)) {
        ServerLog.LOGGER.log(WARNING, "refused a client of another user");
        return;
      }
      converse();
    } catch (ProtocolException e) {
      ServerLog.LOGGER.log(WARNING, "refused a client: " + e.getMessage());
    } catch (IOException e) {
      ServerLog.LOGGER.log(INFO, "a client went away: " + e);
    }
  }

  private void converse() throws IOException, InterruptedException {
    Wire.Opening opening;
    Optional<Request> request;
    try (var _ = house.deadlines().set(channel, REQUEST)) {
      opening = Wire.readOpening(in);
      request =
          switch (opening) {
            case Wire.Opening.Quit() -> Optional.empty();
            case Wire.Opening.Command(int protocol, String build) ->
                protocol == Wire.PROTOCOL && build.equals(house.build())
                    ? Optional.of(readRequest())
                    : Optional.empty();
          };
    }
    if (request.isPresent()) {
      run(request.get());
    } else if (opening instanceof Wire.Opening.Quit) {
      house.stop().run();
      in.transferTo(java.io.OutputStream.nullOutputStream()); // closes when this process ends
    } else {
      sink.send(new Frame.OtherVersion(house.build()));
    }
  }

  private Request readRequest() throws IOException, InterruptedException {
    int length = Wire.readRequestLength(in);
    try (var _ = house.budget().take(length, REQUEST)) {
      byte[] bytes = new byte[length];
      in.readFully(bytes);
      return Request.decode(ByteBuffer.wrap(bytes));
    }
  }

  private void run(Request request) throws IOException, InterruptedException {
    Optional<Thread> command = house.commands().begin(request, channel, sink);
    if (command.isEmpty()) {
      return; // about to end: the client has seen no 'A' and asks our successor
    }
    try {
      waitForEnd(in);
    } finally {
      command.get().interrupt();
      command.get().join();
    }
  }

  /** Returns when the client hung up, or the command is over and has closed the channel. */
  private static void waitForEnd(InputStream in) throws IOException {
    try {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    } catch (java.nio.channels.ClosedChannelException over) {
      return;
    }
  }
}
