package dev.tmuxsupervisor.e2e;

import com.sun.jna.NativeLibrary;
import dev.tmuxsupervisor.act.Step;
import dev.tmuxsupervisor.act.StepListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Sends a signal, at the step that a file names: {@code STEP SIGNAL PID}. To the process itself it
 * is a death between two steps; to a tmux server, one that stops answering there.
 */
public final class KillAtStep implements StepListener {
  static final String FILE = "fault.file";

  private final Path file = Path.of(System.getProperties().getProperty(FILE, ""));

  @Override
  public void reached(Step step) {
    try {
      String[] order =
          Files.exists(file) ? Files.readString(file).split(" ", 3) : new String[] {""};
      if (order[0].equals(step.name())) {
        NativeLibrary.getProcess()
            .getFunction("kill")
            .invokeInt(new Object[] {Integer.valueOf(order[2]), Integer.valueOf(order[1])});
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
