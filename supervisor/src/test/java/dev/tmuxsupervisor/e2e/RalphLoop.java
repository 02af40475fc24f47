package dev.tmuxsupervisor.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tmuxsupervisor.process.Libc;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** What ralph-orchestrator's loop_lock.rs does with its lock, call by call, in this process. */
final class RalphLoop implements AutoCloseable {
  private final Path path;
  private OptionalInt held = OptionalInt.empty();

  RalphLoop(Path path) {
    this.path = path;
  }

  /** {@code try_acquire}: whoever has the lock, as the file tells; empty when it is ours now. */
  Optional<JsonNode> tryAcquire(String prompt) throws IOException {
    Files.createDirectories(path.resolveSibling(""));
    int fd = Libc.openLockFile(path);
    if (!Libc.tryFlock(fd)) {
      Libc.close(fd);
      return Optional.of(readExisting());
    }
    held = OptionalInt.of(fd);
    String metadata =
        """
        {
          "pid": %d,
          "started": "2026-01-02T03:04:05.123456789Z",
          "prompt": "%s"
        }\
        """
            .formatted(ProcessHandle.current().pid(), prompt);
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rws")) {
      file.setLength(0);
      file.write(metadata.getBytes(StandardCharsets.UTF_8));
    }
    return Optional.empty();
  }

  /** {@code read_existing}; what is no JSON of its form is an error that ends ralph. */
  private JsonNode readExisting() throws IOException {
    JsonNode metadata = new ObjectMapper().readTree(path.toFile());
    if (!metadata.path("pid").canConvertToInt()
        || !metadata.path("started").isTextual()
        || !metadata.path("prompt").isTextual()) {
      throw new IOException("ParseError: " + metadata);
    }
    return metadata;
  }

  /** {@code is_locked}, which takes the lock for a moment. */
  boolean isLocked() throws IOException {
    int fd = Libc.openLockFile(path);
    try {
      return !Libc.tryFlock(fd);
    } finally {
      Libc.close(fd);
    }
  }

  /** The drop of its guard. */
  @Override
  public void close() {
    held.ifPresent(Libc::close);
    held = OptionalInt.empty();
  }
}
