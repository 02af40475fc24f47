package dev.tmuxsupervisor.tmux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The standard streams of one client, as files in a directory that only this user can enter. Not
 * pipes: a stopped server keeps a killed client's pipe open, and its reader would wait for ever.
 */
record CallFiles(Path directory) implements AutoCloseable {
  /** Tells whose files these are, should any be found. */
  static final String PREFIX = "tmux-call-" + ProcessHandle.current().pid() + "-";

  static CallFiles holding(String input) throws IOException {
    CallFiles files = new CallFiles(Files.createTempDirectory(place(), PREFIX));
    try {
      Files.writeString(files.in(), input);
      return files;
    } catch (IOException e) {
      files.close();
      throw e;
    }
  }

  /** Best in memory: where the disk is full, tmux's answers could not be written down. */
  private static Path place() {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    @Nullable String chosen = System.getProperty("dev.tmuxsupervisor.tmux.calls");
    // It goes with a user's runtime directory when that is removed under us.
    return chosen != null && Files.isDirectory(Path.of(chosen)) ? Path.of(chosen) : temporary;
  }

  ProcessBuilder redirect(ProcessBuilder builder) {
    return builder
        .redirectInput(in().toFile())
        .redirectOutput(out().toFile())
        .redirectError(err().toFile());
  }

  /** The input may hold secrets; a process that was started has it open and needs no name. */
  void forgetInput() throws IOException {
    Files.deleteIfExists(in());
  }

  String written() throws IOException {
    return read(out());
  }

  String complaints() throws IOException {
    return read(err());
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(in());
    Files.deleteIfExists(out());
    Files.deleteIfExists(err());
    Files.deleteIfExists(directory);
  }

  /** Bytes that are not UTF-8 become U+FFFD rather than an error. */
  private static String read(Path file) throws IOException {
    return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
  }

  private Path in() {
    return directory.resolve("in");
  }

  private Path out() {
    return directory.resolve("out");
  }

  private Path err() {
    return directory.resolve("err");
  }
}
