package dev.tmuxsupervisor.server;

import dev.tmuxsupervisor.client.Frame;
import dev.tmuxsupervisor.client.Wire;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** The answer for one client too many, given without waiting for it. */
final class Busy {
  private static final int FAILED = 1;

  private Busy() {}

  static void refuse(SocketChannel client, int limit) throws IOException {
    String text = "supervisor: the server is busy with " + limit + " clients; try again\n";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    Wire.writeFrame(out, new Frame.Errors(StandardCharsets.UTF_8.encode(text)));
    Wire.writeFrame(out, new Frame.Exit(FAILED));
    try (client) {
      client.configureBlocking(false);
      client.write(ByteBuffer.wrap(bytes.toByteArray())); // fits the empty buffer of a new socket
    }
  }
}
