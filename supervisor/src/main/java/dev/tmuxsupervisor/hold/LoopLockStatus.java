package dev.tmuxsupervisor.hold;

import dev.tmuxsupervisor.process.FlockReading;
import dev.tmuxsupervisor.process.Flocks;
import dev.tmuxsupervisor.process.Liveness;
import dev.tmuxsupervisor.process.OpenFiles;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.process.ProcessTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Who holds a loop lock. The kernel's word decides; what stands in the file is only told.
 *
 * @param holders the processes that took it, as the kernel has them; none unless held
 * @param metadata of the holder, or of the latest one where nobody holds it
 * @param why one sentence
 */
public record LoopLockStatus(
    State state, List<Holder> holders, Optional<LoopMetadata> metadata, String why) {
  /** The four answers. */
  public enum State {
    HELD,
    FREE,
    /** Free, and the file still tells of a holder who is over. */
    STALE,
    UNKNOWN
  }

  /** A process, as far as it can be seen. */
  public record Holder(long pid, String command, Optional<Instant> started) {}

  public LoopLockStatus {
    holders = List.copyOf(holders);
  }

  /** Looks without taking the lock, so that nobody who wants it notices. */
  public static LoopLockStatus of(Path file) throws IOException {
    Optional<LoopMetadata> metadata = LoopMetadata.read(file);
    return switch (Flocks.on(file)) {
      case FlockReading.Unknown(String why) ->
          new LoopLockStatus(State.UNKNOWN, List.of(), metadata, "unknown: " + why);
      case FlockReading.Held(List<Long> takers) -> held(file, takers, metadata);
      case FlockReading.Nobody() ->
          metadata
              .map(LoopLockStatus::left)
              .orElseGet(() ->
                  new LoopLockStatus(State.FREE, List.of(), metadata, "free: nobody holds it"));
    };
  }

  private static LoopLockStatus left(LoopMetadata metadata) {
    return new LoopLockStatus(
        State.STALE,
        List.of(),
        Optional.of(metadata),
        "stale: nobody holds it; the latest holder was pid %d since %s: %s"
            .formatted(metadata.pid(), metadata.started(), Printable.of(metadata.prompt())));
  }

  private static LoopLockStatus held(Path file, List<Long> takers, Optional<LoopMetadata> metadata)
      throws IOException {
    List<Holder> holders = new ArrayList<>();
    StringBuilder why = new StringBuilder("held by");
    String separator = " ";
    for (long pid : takers) {
      why.append(separator).append("pid ").append(pid);
      separator = " and ";
      if (ProcessTable.probe(pid, OptionalLong.empty()) instanceof Liveness.Dead) {
        // The lock outlives who took it in what inherited the descriptor.
        holders.add(new Holder(pid, "", Optional.empty()));
        why.append(", which is over and left it to ")
            .append(String.join(", ", OpenFiles.flockHolders(file)));
      } else {
        String command = Printable.of(String.join(" ", ProcessTable.arguments(pid)));
        holders.add(new Holder(pid, command, ProcessTable.startedAt(pid)));
        why.append(" (").append(command.isEmpty() ? "?" : command).append(')');
      }
    }
    metadata
        .filter(it -> takers.contains(it.pid()))
        .ifPresent(it ->
            why.append(" since ")
                .append(it.started())
                .append(": ")
                .append(Printable.of(it.prompt())));
    return new LoopLockStatus(State.HELD, holders, metadata, why.toString());
  }
}
