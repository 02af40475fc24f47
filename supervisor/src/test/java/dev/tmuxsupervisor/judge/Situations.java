package dev.tmuxsupervisor.judge;

import dev.tmuxsupervisor.lock.Holding;
import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.lock.LockRecord;
import dev.tmuxsupervisor.lock.Reservation;
import dev.tmuxsupervisor.process.BootTime;
import dev.tmuxsupervisor.process.KernelIdentity;
import dev.tmuxsupervisor.process.Liveness;
import dev.tmuxsupervisor.process.ProcessIdentity;
import dev.tmuxsupervisor.tmux.PaneId;
import dev.tmuxsupervisor.tmux.ServerIdentity;
import dev.tmuxsupervisor.tmux.SessionId;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.Desired;
import dev.tmuxsupervisor.worker.Exit;
import dev.tmuxsupervisor.worker.History;
import dev.tmuxsupervisor.worker.History.Standing;
import dev.tmuxsupervisor.worker.Policy;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

  static final BootTime NOW = new BootTime("boot-1", Duration.ofHours(1));

  private static final String RUN = "run";
  private static final long GENERATION = 3;
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
    Holding holding =
        new Holding("crew/dave", RUN, GENERATION, agent, where, 1000, SOCKET.path(), place);
    return present("crew/dave", where.hostname(), Optional.of(holding));
  }

  static LockReading strangers(String hostname) {
    return present("%2", hostname, Optional.empty());
  }

  /** Taken by hand for what is left of its time, or for none. */
  static LockReading byHand(KernelIdentity where, Optional<Duration> left) {
    Reservation reservation =
        new Reservation(
            "0".repeat(32),
            "crew/dave",
            "ana",
            "deploy in progress",
            where,
            1000,
            left.map(it ->
                new Reservation.End(
                    Instant.EPOCH.plus(it), new BootTime(where.bootId(), NOW.since().plus(it)))));
    return new LockReading.Present(LockRecord.byHand(Instant.EPOCH, reservation), "f1", "me");
  }

  static Verdict reserved(Duration left) {
    return new Verdict.Reserved(
        present(byHand(HERE, Optional.of(left))), GONE, "kept by hand by ana");
  }

  private static LockReading present(String session, String host, Optional<Holding> holding) {
    return new LockReading.Present(
        new LockRecord(100, Instant.EPOCH, session, host, holding), "f1", "me");
  }

  static SessionLeg there(PaneState state) {
    return new SessionLeg.There(sighting(state), "its session is there");
  }

  static Sighting sighting(PaneState state) {
    return new Sighting(
        SOCKET,
        SERVER,
        SessionId.parse("$1"),
        "crew/dave",
        1_001,
        PaneId.parse("%2"),
        state,
        Map.of());
  }

  static LockReading.Present present(LockReading lock) {
    return (LockReading.Present) lock;
  }

  static Verdict held(LockReading lock) {
    return new Verdict.Held(present(lock), there(AGENT), "both live");
  }

  static Verdict changed(LockReading lock) {
    return new Verdict.ChangedHands(present(lock), sighting(OTHER), "its pane runs another");
  }

  static Verdict orphan(LockReading lock, PaneState state) {
    return new Verdict.OrphanedSession(present(lock), sighting(state), "its process is dead");
  }

  static Verdict process(LockReading lock) {
    return new Verdict.OrphanedProcess(present(lock), "its session is gone");
  }

  static Verdict stale(LockReading lock) {
    return new Verdict.Stale(present(lock), "both are gone");
  }

  static Verdict damaged() {
    return new Verdict.Damaged((LockReading.Damaged) GARBAGE, "it is empty");
  }

  /** The worker of these locks. */
  static WorkerSpec spec(Desired desired, History history) {
    return new WorkerSpec(
        desired,
        GENERATION,
        RUN,
        List.of("claude"),
        Map.of(),
        Map.of(),
        "crew/dave",
        SOCKET.path(),
        Policy.DEFAULT,
        history);
  }

  /** The end of the locks' run is written down; what follows was due a minute ago, or is in one. */
  static History buried(Standing standing, boolean due) {
    return history(standing, due, GENERATION);
  }

  /** The end of the locks' run is not written down yet. */
  static History unburied(Standing standing) {
    return history(standing, true, GENERATION - 1);
  }

  private static History history(Standing standing, boolean due, long ended) {
    boolean awaited = standing == Standing.RETRY || standing == Standing.BROKEN;
    BootTime at = new BootTime(NOW.boot(), NOW.since().plusMinutes(due ? -1 : 1));
    return new History(
        standing,
        awaited ? Optional.of(at) : Optional.empty(),
        2,
        Duration.ofSeconds(1),
        List.of(NOW),
        false,
        2,
        ended,
        Optional.of(new Exit.Status(3)));
  }

  static Evidence evidence(
      LockReading lock, Liveness process, SessionLeg session, boolean underGuard) {
    return new Evidence(
        lock, process, session, underGuard, HERE, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, NOW);
  }
}
