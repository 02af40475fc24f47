package dev.tmuxsupervisor.e2e;

import com.sun.jna.NativeLibrary;
import dev.tmuxsupervisor.act.Step;
import dev.tmuxsupervisor.act.StepListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Kills its own process, as the kernel does it, at the step whose name stands in a file. */
public final class KillAtStep implements StepListener {
  static final String FILE = "fault.file";

  private static final int SIGKILL = 9;

  private final Path file = Path.of(System.getProperties().getProperty(FILE, ""));

  @Override
  public void reached(Step step) {
    try {
      if (Files.exists(file) && Files.readString(file).equals(step.name())) {
        NativeLibrary.getProcess()
            .getFunction("kill")
            .invokeInt(new Object[] {(int) ProcessHandle.current().pid(), SIGKILL});
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
