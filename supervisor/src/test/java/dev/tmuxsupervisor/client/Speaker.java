package dev.tmuxsupervisor.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Talks the real protocol to a running server, from a thread instead of a JVM of its own: dozens of
 * clients at the same instant.
 */
public final class Speaker {
  private final Path socket;
  private final String build;
  private final Map<String, String> environment;

  /** What the server answered. */
  public record Answer(int exit, String text) {}

  /** A client of the same build as the server, which tells it to those of another. */
  public Speaker(Path socket, Map<String, String> environment) throws IOException {
    this.socket = socket;
    this.environment = Map.copyOf(environment);
    try (Link link = link()) {
      Wire.writeCommand(link.out, Wire.PROTOCOL, "another");
      link.out.flush();
      build =
          Wire.readFrame(link.in) instanceof Frame.OtherVersion(String own) ? own : "unexpected";
    }
  }

  private Link link() throws IOException {
    return Link.to(socket).orElseThrow(() -> new IOException("nobody listens at " + socket));
  }

  /** Runs one command in the server, and waits for its end. */
  public Answer say(String... arguments) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    byte[] request = new Request(List.of(arguments), "/", environment, 0, false, false).encode();
    try (Link link = link()) {
      Wire.writeCommand(link.out, Wire.PROTOCOL, build);
      Wire.writeRequest(link.out, request);
      link.out.flush();
      while (true) {
        switch (Wire.readFrame(link.in)) {
          case Frame.Accepted() -> {}
          case Frame.Output(ByteBuffer bytes) -> put(text, bytes);
          case Frame.Errors(ByteBuffer bytes) -> put(text, bytes);
          case Frame.HandOff(List<String> argv) -> {
            return new Answer(0, argv.toString());
          }
          case Frame.OtherVersion(String other) -> throw new IOException("the server is " + other);
          case Frame.Exit(int code) -> {
            return new Answer(code, text.toString(StandardCharsets.UTF_8));
          }
        }
      }
    }
  }

  private static void put(ByteArrayOutputStream text, ByteBuffer bytes) {
    text.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
  }
}
