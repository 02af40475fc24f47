package dev.tmuxsupervisor.server;

import dev.tmuxsupervisor.client.Frame;
import dev.tmuxsupervisor.client.Wire;
import dev.tmuxsupervisor.command.Replies;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The replies of one command, as frames. */
final class FrameReplies implements Replies {
  private final FrameSink sink;
  private final PrintStream out;
  private final PrintStream err;
  private Optional<Frame.HandOff> handOff = Optional.empty();

  FrameReplies(FrameSink sink) {
    this.sink = sink;
    out = new PrintStream(new FrameStream(sink, Frame.Output::new), false, StandardCharsets.UTF_8);
    err = new PrintStream(new FrameStream(sink, Frame.Errors::new), false, StandardCharsets.UTF_8);
  }

  @Override
  public PrintStream out() {
    return out;
  }

  @Override
  public PrintStream err() {
    return err;
  }

  @Override
  public synchronized void handOff(List<String> argv) {
    if (handOff.isPresent()) {
      throw new IllegalStateException("handed off before: " + handOff.get().argv());
    }
    Frame.HandOff frame = new Frame.HandOff(argv);
    if (argv.isEmpty() || frame.payload().length > Wire.MAX_FRAME) {
      throw new IllegalArgumentException("can't hand off " + argv.size() + " words");
    }
    handOff = Optional.of(frame);
  }

  /** Sends what is left, and the end. */
  synchronized void end(int exit) throws IOException {
    out.flush();
    err.flush();
    sink.send(handOff.isPresent() ? handOff.get() : new Frame.Exit(exit));
  }
}
