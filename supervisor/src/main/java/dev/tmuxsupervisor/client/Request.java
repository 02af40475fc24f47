package dev.tmuxsupervisor.client;

import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A command as the user gave it: arguments, absolute working directory, the environment that
 * matters, the terminal's width (0 when unknown), and which of standard output and standard error
 * are terminals.
 */
public record Request(
    List<String> arguments,
    String directory,
    Map<String, String> environment,
    int columns,
    boolean terminal,
    boolean errorTerminal) {
  private static final int OUTPUT = 1;
  private static final int ERRORS = 2;

  public Request {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  byte[] encode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Texts.put(out, columns);
    out.write((terminal ? OUTPUT : 0) | (errorTerminal ? ERRORS : 0));
    Texts.put(out, directory);
    Texts.put(out, arguments.size());
    out.writeBytes(Texts.encode(arguments));
    Texts.put(out, environment.size());
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      Texts.put(out, variable.getKey());
      Texts.put(out, variable.getValue());
    }
    return out.toByteArray();
  }

  /** Reads a request that fills the buffer exactly; {@link ProtocolException} if it does not. */
  public static Request decode(ByteBuffer in) throws ProtocolException {
    int columns = Texts.getInt(in);
    if (!in.hasRemaining()) {
      throw new ProtocolException("the request ends early");
    }
    byte terminals = in.get();
    String directory = Texts.get(in);
    int count = Texts.getCount(in, Integer.BYTES);
    List<String> arguments = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      arguments.add(Texts.get(in));
    }
    int variables = Texts.getCount(in, 2 * Integer.BYTES);
    Map<String, String> environment = LinkedHashMap.newLinkedHashMap(variables);
    for (int i = 0; i < variables; i++) {
      String name = Texts.get(in);
      environment.put(name, Texts.get(in));
    }
    if (in.hasRemaining()) {
      throw new ProtocolException(in.remaining() + " bytes too many");
    }
    return new Request(
        arguments,
        directory,
        environment,
        columns,
        (terminals & OUTPUT) != 0,
        (terminals & ERRORS) != 0);
  }
}
