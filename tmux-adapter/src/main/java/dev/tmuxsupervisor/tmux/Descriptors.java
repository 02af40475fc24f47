package dev.tmuxsupervisor.tmux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How many files a server has open, and may have. Near its limit tmux before 3.6 spins and answers
 * no one any more, so that a session too many is the last.
 */
public record Descriptors(long open, long limit) {
  private static final long RESERVE = 64;

  /** Empty if the kernel does not tell: without /proc, or of another user's server. */
  public static Optional<Descriptors> of(long pid) {
    Path process = Path.of("/proc", Long.toString(pid));
    try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
      long open = descriptors.count();
      return Files.readAllLines(process.resolve("limits")).stream()
          .filter(line -> line.startsWith("Max open files"))
          .map(line -> line.substring("Max open files".length()).strip().split(" +", 2)[0])
          .filter(soft -> !soft.equals("unlimited"))
          .map(soft -> new Descriptors(open, Long.parseLong(soft)))
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty(); // the deadline still guards against a server that spins
    }
  }

  /** Why no session may be added, in words; empty if one may. */
  public Optional<String> obstacle() {
    return open + RESERVE <= limit
        ? Optional.empty()
        : Optional.of(
            "the tmux server has %d of at most %d files open; near its limit tmux hangs, so %d are"
                    .formatted(open, limit, RESERVE)
                + " kept free");
  }
}
