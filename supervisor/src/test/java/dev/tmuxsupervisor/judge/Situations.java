package dev.tmuxsupervisor.judge;

import dev.tmuxsupervisor.lock.Holding;
import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.lock.LockRecord;
import dev.tmuxsupervisor.process.KernelIdentity;
import dev.tmuxsupervisor.process.Liveness;
import dev.tmuxsupervisor.process.ProcessIdentity;
import dev.tmuxsupervisor.tmux.PaneId;
import dev.tmuxsupervisor.tmux.ServerIdentity;
import dev.tmuxsupervisor.tmux.SessionId;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The parts that evidence is put together from. */
final class Situations {
  static final KernelIdentity HERE =
      new KernelIdentity("host", Optional.of("m1"), "boot-1", "pid:[1]");
  static final KernelIdentity RENAMED =
      new KernelIdentity("old-name", Optional.of("m1"), "boot-1", "pid:[1]");
  static final KernelIdentity OTHER_NAMESPACE =
      new KernelIdentity("host", Optional.of("m1"), "boot-1", "pid:[2]");
  static final KernelIdentity OLDER_BOOT =
      new KernelIdentity("host", Optional.of("m1"), "boot-0", "pid:[1]");
  static final KernelIdentity OTHER_HOST =
      new KernelIdentity("elsewhere", Optional.of("m2"), "boot-9", "pid:[1]");
  static final KernelIdentity SAME_NAME_OTHER_MACHINE =
      new KernelIdentity("host", Optional.of("m2"), "boot-9", "pid:[1]");

  static final Liveness ALIVE = new Liveness.Alive("it runs");
  static final Liveness DEAD = new Liveness.Dead("it is over");
  static final Liveness DOUBTFUL = new Liveness.Unknown("/proc is closed");

  static final SessionLeg GONE = new SessionLeg.Gone("its server has no such session");
  static final SessionLeg SILENT = new SessionLeg.Unknown("tmux does not answer");

  static final PaneState AGENT = new PaneState.RunsAgent();
  static final PaneState DEAD_PANE =
      new PaneState.Dead(100, OptionalInt.of(1), OptionalInt.empty());
  static final PaneState SHELL = new PaneState.RunsShell(200);
  static final PaneState OTHER = new PaneState.RunsOther(200, "vim");
  static final PaneState CLOSED = new PaneState.Closed();

  static final LockReading ABSENT = new LockReading.Absent();
  static final LockReading GARBAGE = new LockReading.Damaged("it is empty", "f0");
  static final LockReading UNREADABLE = new LockReading.Unreadable("permission denied");

  private static final ServerIdentity SERVER = new ServerIdentity(50, 1_000);
  private static final TmuxSocket SOCKET = new TmuxSocket(Path.of("/tmp/s"));

  private Situations() {}

  static LockReading ours(KernelIdentity where) {
    return lock(where, true);
  }

  static LockReading claim(KernelIdentity where) {
    return lock(where, false);
  }

  private static LockReading lock(KernelIdentity where, boolean placed) {
    ProcessIdentity agent = new ProcessIdentity(100, 7);
    Optional<Holding.Place> place =
        placed
            ? Optional.of(
                new Holding.Place(
                    new ProcessIdentity(SERVER.pid(), 5), SERVER.startTime(), "$1", 1_001, "%2"))
            : Optional.empty();
    Holding holding = new Holding("crew/dave", "run", 3, agent, where, 1000, SOCKET.path(), place);
    return present("crew/dave", where.hostname(), Optional.of(holding));
  }

  static LockReading strangers(String hostname) {
    return present("%2", hostname, Optional.empty());
  }

  private static LockReading present(String session, String host, Optional<Holding> holding) {
    return new LockReading.Present(
        new LockRecord(100, Instant.EPOCH, session, host, holding), "f1", "me");
  }

  static SessionLeg there(PaneState state) {
    Sighting sighting =
        new Sighting(
            SOCKET,
            SERVER,
            SessionId.parse("$1"),
            "crew/dave",
            1_001,
            PaneId.parse("%2"),
            state,
            Map.of());
    return new SessionLeg.There(sighting, "its session is there");
  }

  static Evidence evidence(
      LockReading lock, Liveness process, SessionLeg session, boolean underGuard) {
    return new Evidence(
        lock, process, session, underGuard, HERE, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH);
  }
}
