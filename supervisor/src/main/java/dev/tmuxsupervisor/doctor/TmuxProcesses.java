package dev.tmuxsupervisor.doctor;

import dev.tmuxsupervisor.process.OpenFiles;
import dev.tmuxsupervisor.process.ProcStat;
import dev.tmuxsupervisor.process.UnixListeners;
import dev.tmuxsupervisor.process.Zombies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * All tmux servers of this user, as the kernel shows them: lost sockets, and locks in their hands.
 */
record TmuxProcesses() {
  private static final String NAME = "tmux_processes";

  /** Debian's tmux always keeps some: they cost a line of the process table each. */
  private static final int MANY = 100;

  Check check() {
    return new Check(Group.TMUX, NAME, "the processes of tmux servers", TmuxProcesses::look);
  }

  private static void look(Consumer<Finding> findings) throws IOException {
    Map<ProcStat, List<Path>> servers = UnixListeners.byProcessNamed("tmux: server");
    Map<Path, Long> taken = new HashMap<>();
    Map<Long, Integer> zombies = Zombies.byParent();
    for (Map.Entry<ProcStat, List<Path>> server : servers.entrySet()) {
      long pid = server.getKey().pid();
      for (Path socket : server.getValue()) {
        Long other = taken.putIfAbsent(socket, pid);
        if (other != null) {
          findings.accept(
              Finding.fail(
                  "tmux_socket_twice",
                  "tmux servers %d and %d both listen at %s, and only one can be reached"
                      .formatted(other, pid, socket),
                  "move %1$s away, then kill -USR1 the other: it makes %1$s again"
                      .formatted(socket)));
        } else if (!Files.exists(socket)) {
          findings.accept(
              Finding.fail(
                  "tmux_socket_lost",
                  "tmux server %d lost its socket %s, and cannot be reached".formatted(pid, socket),
                  "let it make another: kill -USR1 " + pid));
        }
      }
      int unburied = zombies.getOrDefault(pid, 0);
      if (unburied >= MANY) {
        findings.accept(
            Finding.warn(
                "zombies",
                "tmux server %d has not asked how %d of its children ended"
                    .formatted(pid, unburied),
                "let it ask: kill -CHLD " + pid));
      }
      for (Path file : OpenFiles.flockedBy(pid)) {
        findings.accept(
            Finding.fail(
                "tmux_holds_lock",
                "tmux server %d has %s locked for as long as it lives: a shell that held the lock"
                        .formatted(pid, file)
                    + " started it",
                "start tmux before you lock, or with 9>&- behind it; then restart that server"));
      }
    }
    findings.accept(
        Finding.pass(NAME, "looked at the processes of " + servers.size() + " tmux servers"));
  }
}
