package dev.tmuxsupervisor.act;

import dev.tmuxsupervisor.process.OwnUnit;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.process.ProcStat;
import dev.tmuxsupervisor.process.ShortProgram;
import dev.tmuxsupervisor.process.ShortProgram.Ended;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Has whoever lodges in our unit move to a scope beside it, so that what befalls the unit does not
 * befall them. They notice nothing: the user manager moves them, as it moves the panes of a tmux
 * that is built with systemd. It is done after they were started, and so keeps nobody from
 * starting.
 *
 * @param busctl calls the user manager: busctl(1)
 */
public record Rehousing(OwnUnit unit, ShortProgram busctl) {
  /** Moves all or none of them; answers why they stay, if so. */
  public Optional<String> move(List<ProcStat> lodgers) throws IOException, InterruptedException {
    Ended ended = busctl.run(words(lodgers));
    return ended.status() == 0
        ? Optional.empty()
        : Optional.of(Printable.of(ended.text()) + " (exit status " + ended.status() + ")");
  }

  /** The call {@code StartTransientUnit} of org.freedesktop.systemd1(5). */
  private List<String> words(List<ProcStat> lodgers) {
    List<List<String>> properties = new ArrayList<>();
    properties.add(List.of("Description", "s", "tmux, started by " + unit.name()));
    properties.add(List.of("CollectMode", "s", "inactive-or-failed"));
    // What starts later ends earlier: at logout nobody restarts what the manager ends.
    properties.add(List.of("Before", "as", "1", unit.name()));
    unit.slice().ifPresent(slice -> properties.add(List.of("Slice", "s", slice)));
    // A systemd before 253 refuses that. It stops a scope of which the kernel kills one for want of
    // memory (systemd issue 25376), which the unit survives: they are better off where they are.
    properties.add(List.of("OOMPolicy", "s", "continue"));
    properties.add(pids(lodgers));
    List<String> words =
        new ArrayList<>(
            List.of(
                "--user",
                "call",
                "org.freedesktop.systemd1",
                "/org/freedesktop/systemd1",
                "org.freedesktop.systemd1.Manager",
                "StartTransientUnit",
                "ssa(sv)a(sa(sv))",
                scope(lodgers.getFirst()),
                "fail",
                Integer.toString(properties.size())));
    properties.forEach(words::addAll);
    words.add("0");
    return words;
  }

  /** No two processes of one boot have both numbers, so that the name is free. */
  private String scope(ProcStat first) {
    return "%s-tmux-%d-%d.scope"
        .formatted(unit.name().replace(".service", ""), first.pid(), first.startTicks());
  }

  private static List<String> pids(List<ProcStat> lodgers) {
    List<String> pids = new ArrayList<>(List.of("PIDs", "au", Integer.toString(lodgers.size())));
    lodgers.forEach(lodger -> pids.add(Long.toString(lodger.pid())));
    return pids;
  }
}
