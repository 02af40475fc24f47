package dev.tmuxsupervisor.tmux;

import java.io.InputStream;
import java.io.OutputStream;
import org.apache.commons.exec.ExecuteStreamHandler;

/** Nothing to pump: the process reads and writes files. */
final class FileStreams implements ExecuteStreamHandler {
  @Override
  public void setProcessInputStream(OutputStream input) {}

  @Override
  public void setProcessOutputStream(InputStream output) {}

  @Override
  public void setProcessErrorStream(InputStream errors) {}

  @Override
  public void start() {}

  @Override
  public void stop() {}
}
