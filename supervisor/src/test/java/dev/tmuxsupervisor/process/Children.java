package dev.tmuxsupervisor.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Real processes that a test started; all are over when it is closed. */
public final class Children implements AutoCloseable {
  /** What a program that ran to its end printed, both streams, and how it ended. */
  public record Run(int status, String output) {}

  private final List<Process> started = new ArrayList<>();

  /** Starts a program. */
  public Process start(String... command) throws IOException {
    return start(Map.of(), List.of(command));
  }

  /** Starts a program with more in its environment. */
  public Process start(Map<String, String> environment, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("TMUX");
    builder.environment().putAll(environment);
    Process process = builder.start();
    started.add(process);
    return process;
  }

  /** Runs a program to its end, of at most one minute. */
  public Run run(List<String> command) throws IOException, InterruptedException {
    return finish(start(Map.of(), command));
  }

  /** The rest of what a program prints. */
  public static Run finish(Process process) throws IOException, InterruptedException {
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      throw new IOException("it closed its output and did not end: " + process.info());
    }
    return new Run(process.exitValue(), output);
  }

  /** The next line that a program prints; fails when it ends instead. */
  public static String line(Process process) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = process.getInputStream().read(); next != '\n'; ) {
      if (next < 0) {
        throw new IOException("it ended after printing: " + line);
      }
      line.append((char) next);
      next = process.getInputStream().read();
    }
    return line.toString();
  }

  /** The identity of a process that was just started. */
  public static ProcessIdentity identity(Process process) throws IOException {
    return ProcessTable.identify(process.pid()).orElseThrow();
  }

  @Override
  public void close() {
    started.forEach(Process::destroyForcibly);
    started.forEach(process -> process.onExit().join());
  }
}
