package dev.tmuxsupervisor.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The service of systemd's user manager that this process is: its main one, started by the manager.
 *
 * @param cgroup of the unit, where the kernel keeps it: cgroups(7)
 */
public record OwnUnit(Path cgroup) {
  private static final Path CGROUPS = Path.of("/sys/fs/cgroup");

  /** Where systemd keeps units: the only hierarchy, and beside or among those of version 1. */
  private static final List<String> HIERARCHIES = List.of("", "unified", "systemd");

  /**
   * Looked for once: nobody moves a service's main process. Empty where there is none, and below a
   * systemd before 248, which does not say whose main process this is: systemd.exec(5).
   */
  public static Optional<OwnUnit> find(Map<String, String> environment) throws IOException {
    Path own = Path.of("/proc/self/cgroup");
    List<String> lines = Files.exists(own) ? Files.readAllLines(own) : List.of();
    return of(environment, lines, Libc.effectiveUid(), CGROUPS);
  }

  /**
   * Lines of a file such as {@code 0::/user.slice/…/user@1000.service/app.slice/x.service}. Whoever
   * was started by hand has the same ones as, say, the editor that it was typed in.
   */
  static Optional<OwnUnit> of(
      Map<String, String> environment, List<String> lines, int uid, Path cgroups) {
    String main = environment.getOrDefault("SYSTEMD_EXEC_PID", "");
    if (!main.equals(Long.toString(ProcessHandle.current().pid()))) {
      return Optional.empty();
    }
    for (String line : lines) {
      String path = line.substring(line.indexOf(':', line.indexOf(':') + 1) + 1);
      if (path.contains("/user@" + uid + ".service/") && path.endsWith(".service")) {
        for (String hierarchy : HIERARCHIES) {
          OwnUnit unit = new OwnUnit(Path.of(cgroups + "/" + hierarchy + path));
          if (Files.exists(unit.members())) {
            return Optional.of(unit);
          }
        }
      }
    }
    return Optional.empty();
  }

  private Path members() {
    return cgroup.resolve("cgroup.procs");
  }

  /** Such as {@code tmux-supervisor.service}. */
  public String name() {
    return String.valueOf(cgroup.getFileName());
  }

  /** What it shares with the units beside it, such as {@code app.slice}; old managers have none. */
  public Optional<String> slice() {
    return Optional.of(String.valueOf(cgroup.resolveSibling("").getFileName()))
        .filter(name -> name.endsWith(".slice"));
  }

  /**
   * Who lives in the unit although it is not our child nor its child: a tmux server that we
   * started, and its panes where that tmux does not give them scopes of their own.
   */
  public List<ProcStat> lodgers() throws IOException {
    long own = ProcessHandle.current().pid();
    Ancestry ancestry = new Ancestry();
    List<ProcStat> lodgers = new ArrayList<>();
    for (String pid : Files.readAllLines(members())) {
      Optional<ProcStat> process = ancestry.process(Long.parseLong(pid));
      if (process.isPresent()
          && process.get().pid() != own
          && ancestry.above(process.get()).stream().noneMatch(above -> above.pid() == own)) {
        lodgers.add(process.get());
      }
    }
    return lodgers;
  }
}
