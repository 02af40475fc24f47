package dev.tmuxsupervisor.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.process.Libc;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What was decided and done, one JSON object a line, in order: {@code journal.jsonl}. Two older
 * files of {@value #LIMIT} bytes are kept. Several servers may write at once.
 */
public final class Journal {
  private static final long LIMIT = 4L << 20;
  private static final int OLDER_FILES = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Path file;

  /** Writes below this state directory. */
  public Journal(Path stateDirectory) {
    this.file = stateDirectory.resolve("journal.jsonl");
  }

  /** Appends an event about a worker. */
  public void write(String event, Worker worker, ObjectNode details)
      throws IOException, InterruptedException {
    ObjectNode line = JsonFields.object();
    line.put("worker", worker.name().text());
    line.put("directory", worker.directory().toString());
    line.setAll(details);
    write(event, line);
  }

  /** Appends an event about all workers. */
  public synchronized void write(String event, ObjectNode details)
      throws IOException, InterruptedException {
    ObjectNode line = JsonFields.object();
    line.put("at", EvidenceJson.time(Instant.now()));
    line.put("event", event);
    line.setAll(details);
    append((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** The worker's latest events, newest last; lines that cannot be read are left out. */
  public List<JsonFields> latest(Worker worker, int most) throws IOException {
    String directory = worker.directory().toString();
    try (JournalReader reader = JournalReader.open(file.resolveSibling(""))) {
      return reader.latest(most, event -> event.text("directory").equals(directory)).stream()
          .map(JournalEvent::fields)
          .toList();
    }
  }

  private void append(byte[] line) throws IOException, InterruptedException {
    int fd = Libc.openLockFile(file.resolveSibling("journal.flock"));
    try {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!Libc.tryFlock(fd)) {
        if (System.nanoTime() > deadline) {
          throw new IOException(file + " is locked by another process");
        }
        Thread.sleep(Duration.ofMillis(2));
      }
      if (Files.exists(file) && Files.size(file) + line.length > LIMIT) {
        rotate();
      }
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      if (endsTorn()) {
        Files.write(file, new byte[] {'\n'}, StandardOpenOption.APPEND);
      }
      Files.write(file, line, StandardOpenOption.APPEND);
    } finally {
      Libc.close(fd);
    }
  }

  /** Whether a writer died within its line, which the next one must not continue. */
  private boolean endsTorn() throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      if (bytes.length() == 0) {
        return false;
      }
      bytes.seek(bytes.length() - 1);
      return bytes.read() != '\n';
    }
  }

  private void rotate() throws IOException {
    for (int age = OLDER_FILES; age > 0; age--) {
      Path younger = age == 1 ? file : older(age - 1);
      if (Files.exists(younger)) {
        Files.move(younger, older(age), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private Path older(int age) {
    return file.resolveSibling("journal." + age + ".jsonl");
  }
}
