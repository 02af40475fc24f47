package dev.tmuxsupervisor.tmux;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * A process that {@link #destroy} ends by SIGKILL: a client whose server is stopped ignores the
 * SIGTERM that Commons Exec's watchdog sends. It also remembers an interrupt, which Commons Exec
 * clears.
 */
final class ForcefulProcess extends Process {
  private final Process process;
  private volatile boolean interrupted;

  ForcefulProcess(Process process) {
    this.process = process;
  }

  boolean interrupted() {
    return interrupted;
  }

  @Override
  public int waitFor() throws InterruptedException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      interrupted = true;
      throw e;
    }
  }

  @Override
  public void destroy() {
    process.destroyForcibly();
  }

  @Override
  public int exitValue() {
    return process.exitValue();
  }

  @Override
  public OutputStream getOutputStream() {
    return process.getOutputStream();
  }

  @Override
  public InputStream getInputStream() {
    return process.getInputStream();
  }

  @Override
  public InputStream getErrorStream() {
    return process.getErrorStream();
  }
}
