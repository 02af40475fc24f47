package dev.tmuxsupervisor.process;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The kernel's table of processes, as {@code /proc} shows it. */
public final class ProcessTable {
  private static final Path PROC = Path.of("/proc");
  private static final int STAT_BYTES = 4096;
  private static final int ENVIRONMENT_BYTES = 4 << 20;

  private ProcessTable() {}

  /** Whether the process of this pid lives; with start ticks, whether it is still the same one. */
  public static Liveness probe(long pid, OptionalLong startTicks) {
    if (!ProcessIdentity.isPossible(pid)) {
      return new Liveness.Unknown("pid " + pid + " is no process of an agent");
    }
    try {
      Optional<ProcStat> stat = stat(pid);
      return stat.isEmpty() ? probeHidden(pid) : probe(stat.get(), startTicks);
    } catch (IOException e) {
      return new Liveness.Unknown("pid " + pid + " could not be looked at: " + e.getMessage());
    }
  }

  /** As {@link #probe(long, OptionalLong)} for a known process. */
  public static Liveness probe(ProcessIdentity process) {
    return probe(process.pid(), OptionalLong.of(process.startTicks()));
  }

  private static Liveness probe(ProcStat stat, OptionalLong startTicks) {
    if (startTicks.isPresent() && startTicks.getAsLong() != stat.startTicks()) {
      return new Liveness.Dead(
          "pid %d belongs to another process now: it started at tick %d, not %d"
              .formatted(stat.pid(), stat.startTicks(), startTicks.getAsLong()));
    }
    if (stat.isOver()) {
      return new Liveness.Dead("pid " + stat.pid() + " is a zombie");
    }
    return new Liveness.Alive(
        startTicks.isPresent()
            ? "pid %d runs and started at tick %d".formatted(stat.pid(), stat.startTicks())
            : "pid %d runs; no start was recorded to tell it from a successor"
                .formatted(stat.pid()));
  }

  /**
   * A process without an entry in /proc is gone, or hidden by the mount option hidepid: proc(5).
   */
  private static Liveness probeHidden(long pid) throws IOException {
    try {
      Libc.probe((int) pid);
      return new Liveness.Unknown("pid " + pid + " exists but /proc does not show it");
    } catch (ErrnoException e) {
      return switch (e.errno()) {
        case Libc.ESRCH -> new Liveness.Dead("there is no process " + pid);
        case Libc.EPERM -> new Liveness.Alive("pid " + pid + " exists and belongs to another user");
        default -> throw e;
      };
    }
  }

  /** The entry of one process; empty when there is none. */
  public static Optional<ProcStat> stat(long pid) throws IOException {
    return read(pid, "stat", STAT_BYTES)
        .flatMap(bytes -> ProcStat.parse(new String(bytes, StandardCharsets.ISO_8859_1)));
  }

  /** The identity of the process that has this pid now; empty when there is none. */
  public static Optional<ProcessIdentity> identify(long pid) throws IOException {
    return ProcessIdentity.isPossible(pid) ? stat(pid).map(ProcStat::identity) : Optional.empty();
  }

  /**
   * When a process began by the wall clock, which others may set: rather too early than too late,
   * as whoever is too young for a lock is taken for another than its holder. Empty when there is no
   * such process.
   */
  public static Optional<Instant> startedAt(long pid) throws IOException {
    Optional<ProcStat> stat = stat(pid);
    if (stat.isEmpty()) {
      return Optional.empty();
    }
    Instant boot = WallClock.earliestBoot();
    return stat.map(found -> boot.plus(found.identity().startedAfterBoot()));
  }

  /** The words it was started with, as far as it lets them be seen; none when it is over. */
  public static List<String> arguments(long pid) throws IOException {
    return read(pid, "cmdline", ENVIRONMENT_BYTES)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .filter(text -> !text.isEmpty())
        .map(text -> List.of(text.split("\0")))
        .orElseGet(List::of);
  }

  /** A variable that it was started with; empty also where that cannot be seen. */
  public static Optional<String> variable(long pid, String name) throws IOException {
    try {
      return read(pid, "environ", ENVIRONMENT_BYTES).stream()
          .flatMap(bytes -> Stream.of(new String(bytes, StandardCharsets.UTF_8).split("\0")))
          .filter(assignment -> assignment.startsWith(name + "="))
          .map(assignment -> assignment.substring(name.length() + 1))
          .findFirst();
    } catch (FileNotFoundException e) {
      return Optional.empty(); // another user's
    }
  }

  /** Where it is now; empty also where that cannot be seen. */
  public static Optional<Path> workingDirectory(long pid) {
    try {
      return Optional.of(Files.readSymbolicLink(PROC.resolve(pid + "/cwd")));
    } catch (IOException e) {
      return Optional.empty(); // over, or another user's
    }
  }

  /** Whether a process that lives was started by this one. */
  public static boolean hasChildren(long pid) throws IOException {
    return all().stream().anyMatch(process -> process.parent() == pid && !process.isOver());
  }

  /** Every process that /proc shows, in no order. One that ends meanwhile is left out. */
  static List<ProcStat> all() throws IOException {
    List<ProcStat> processes = new ArrayList<>();
    for (long pid : pids()) {
      stat(pid).ifPresent(processes::add);
    }
    return processes;
  }

  /** Whether any process is {@link #startedWith} this: half the reading of a look at all. */
  static boolean anyStartedWith(String assignment) throws IOException {
    for (long pid : pids()) {
      if (startedWith(pid, assignment)) {
        return true;
      }
    }
    return false;
  }

  static List<Long> pids() throws IOException {
    String[] names = PROC.toFile().list();
    if (names == null) {
      throw new IOException(PROC + " cannot be listed");
    }
    List<Long> pids = new ArrayList<>(names.length);
    for (String name : names) {
      if (Character.isDigit(name.charAt(0))) {
        pids.add(Long.parseLong(name));
      }
    }
    return pids;
  }

  /**
   * Whether the process was started with this assignment ({@code NAME=value}) in its environment.
   */
  static boolean startedWith(long pid, String assignment) throws IOException {
    return assignments(pid, assignment).contains(assignment);
  }

  /** What it was started with in its environment that begins with this, as {@code NAME=} does. */
  public static List<String> assignments(long pid, String prefix) throws IOException {
    try {
      return read(pid, "environ", ENVIRONMENT_BYTES)
          .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
          .filter(text -> text.contains(prefix))
          .map(text -> Stream.of(text.split("\0")).filter(it -> it.startsWith(prefix)).toList())
          .orElseGet(List::of);
    } catch (FileNotFoundException e) {
      return List.of(); // another user's: not ours to end
    }
  }

  private static Optional<byte[]> read(long pid, String name, int limit) throws IOException {
    File file = new File("/proc/" + pid + "/" + name);
    try (FileInputStream in = new FileInputStream(file)) {
      return Optional.of(in.readNBytes(limit));
    } catch (FileNotFoundException e) {
      if (file.exists()) {
        throw e; // there, but closed to us
      }
      return Optional.empty();
    } catch (IOException e) {
      // A process that ends while it is read gives ESRCH, and then has no entry any more.
      if (!file.exists()) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
