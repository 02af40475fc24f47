package dev.tmuxsupervisor.observe;

import dev.tmuxsupervisor.judge.Evidence;
import dev.tmuxsupervisor.judge.Origin;
import dev.tmuxsupervisor.judge.SessionLeg;
import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.lock.LockRecord;
import dev.tmuxsupervisor.process.BootTime;
import dev.tmuxsupervisor.process.KernelIdentity;
import dev.tmuxsupervisor.process.Liveness;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Looks at a worker: its lock, its process, its session. It concludes nothing. */
public final class Observer {

  private final TmuxLooks looks;
  private final TmuxSocket usual;
  private final TmuxServers servers;
  private final String user;

  /**
   * Looks with these eyes.
   *
   * @param usual the socket that is asked (first) where nothing names a tmux server
   * @param user the name of the user that we are; other users' tmux servers cannot be asked
   */
  public Observer(TmuxLooks looks, TmuxSocket usual, String user) {
    this(looks, usual, TmuxServers.ofThisUser(usual), user);
  }

  Observer(TmuxLooks looks, TmuxSocket usual, TmuxServers servers, String user) {
    this.looks = looks;
    this.usual = usual;
    this.servers = servers;
    this.user = user;
  }

  /** Looks once at everything. Throws when not even the kernel tells who it is. */
  public Evidence look(Worker worker, Optional<WorkerSpec> spec, boolean underGuard)
      throws IOException {
    KernelIdentity here = looks.here();
    LockReading lock = worker.lock().read();
    Instant lockAt = Instant.now();
    BootTime at = BootTime.now(here);
    Liveness process = process(lock, here);
    Instant processAt = Instant.now();
    SessionLeg session = session(worker, lock, spec, here);
    return new Evidence(
        lock, process, session, underGuard, here, lockAt, processAt, Instant.now(), at);
  }

  private static Liveness process(LockReading lock, KernelIdentity here) {
    return lock instanceof LockReading.Present present && present.lock().reservation().isEmpty()
        ? ProcessLeg.of(present.lock(), here)
        : new Liveness.Unknown("no lock names a process");
  }

  private SessionLeg session(
      Worker worker, LockReading reading, Optional<WorkerSpec> spec, KernelIdentity here) {
    return switch (reading) {
      case LockReading.Present present when present.lock().reservation().isEmpty() ->
          ofLock(present, here);
      case LockReading.Present _,
          LockReading.Absent _,
          LockReading.Damaged _,
          LockReading.Unreadable _ ->
          withoutLock(worker, spec);
    };
  }

  /** No lock names a session: whoever took one by hand has none either. */
  private SessionLeg withoutLock(Worker worker, Optional<WorkerSpec> spec) {
    return spec.map(last -> new OurSession(looks).ofRun(new TmuxSocket(last.socket()), last.run()))
        .orElseGet(() -> new OurSession(looks).ofDirectory(usual, worker.directory()));
  }

  /**
   * No session outlives its machine or box: one that is there tells that what the lock says of them
   * is wrong, for which one flipped bit is enough.
   */
  private SessionLeg sinceThen(LockRecord lock, String why) {
    SessionLeg leg =
        lock.holding()
            .map(holding -> new OurSession(looks).of(holding))
            .orElseGet(() -> new SessionLeg.Gone(why));
    return leg instanceof SessionLeg.Gone ? new SessionLeg.Gone(why) : leg;
  }

  private SessionLeg ofLock(LockReading.Present present, KernelIdentity here) {
    LockRecord lock = present.lock();
    return switch (Origin.of(lock, here)) {
      case OTHER_HOST -> new SessionLeg.Unknown("its tmux server is on another host");
      case OTHER_NAMESPACE -> new SessionLeg.Unknown("its tmux server is in another container");
      case OLDER_BOOT -> sinceThen(lock, "its tmux server ended when the machine did");
      case EARLIER_BOX -> sinceThen(lock, "its tmux server ended when its box did");
      case HERE -> {
        if (lock.holding().isPresent()) {
          yield new OurSession(looks).of(lock.holding().get());
        }
        yield present.owner().equals(user)
            ? new StrangersSession(looks, servers).of(lock)
            : new SessionLeg.Unknown("the lock belongs to user " + present.owner());
      }
    };
  }
}
