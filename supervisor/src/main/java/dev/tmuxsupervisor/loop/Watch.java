package dev.tmuxsupervisor.loop;

import dev.tmuxsupervisor.judge.Origin;
import dev.tmuxsupervisor.lock.Holding;
import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.lock.LockRecord;
import dev.tmuxsupervisor.process.ExitWatch;
import dev.tmuxsupervisor.process.KernelIdentity;
import dev.tmuxsupervisor.process.Liveness;
import dev.tmuxsupervisor.process.ProcessIdentity;
import dev.tmuxsupervisor.process.ProcessTable;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Waits for the ends of the agents that locks name, and of the tmux servers they live in. */
final class Watch {
  private final ExitWatch exits;
  private final Agenda agenda;
  private final Runnable serverSeen;
  private final Runnable serverEnded;
  private final Map<Worker, ProcessIdentity> agents = new HashMap<>();
  private final Set<ProcessIdentity> servers = new HashSet<>();

  Watch(ExitWatch exits, Agenda agenda, Runnable serverSeen, Runnable serverEnded) {
    this.exits = exits;
    this.agenda = agenda;
    this.serverSeen = serverSeen;
    this.serverEnded = serverEnded;
  }

  /** Watches what the worker's lock names; whether its agent lives. */
  boolean agentLives(Worker worker) throws IOException {
    return see(worker, worker.lock().read(), KernelIdentity.read());
  }

  /** As {@link #agentLives}, with a lock that was just read here. */
  boolean see(Worker worker, LockReading reading, KernelIdentity here) throws IOException {
    if (reading instanceof LockReading.Unreadable) {
      return false; // which says nothing of an agent that is waited for
    }
    Optional<Holding> agent = agent(reading, here);
    if (agent.isEmpty()) {
      forget(worker);
      return false;
    }
    watch(worker, agent.get(), acquired(reading));
    return ProcessTable.probe(agent.get().agent()) instanceof Liveness.Alive;
  }

  /** Whether the lock and the worker's file are as when the agent was last looked for. */
  boolean isAsKnown(Worker worker) {
    try {
      worker.file().read();
      LockReading reading = worker.lock().read();
      Optional<ProcessIdentity> agent = agent(reading, KernelIdentity.read()).map(Holding::agent);
      boolean whole = reading instanceof LockReading.Absent || agent.isPresent();
      return whole && agent.equals(watched(worker));
    } catch (IOException e) {
      return false; // whoever looks closer will find out
    }
  }

  private synchronized Optional<ProcessIdentity> watched(Worker worker) {
    return Optional.ofNullable(agents.get(worker));
  }

  /** Since when the lock is held: the older come first. */
  static Instant acquired(LockReading reading) {
    return reading instanceof LockReading.Present present
        ? present.lock().acquiredAt()
        : Instant.EPOCH;
  }

  /** The holding of a lock of ours whose agent can be watched from here. */
  private static Optional<Holding> agent(LockReading reading, KernelIdentity here) {
    if (!(reading instanceof LockReading.Present present)) {
      return Optional.empty();
    }
    LockRecord lock = present.lock();
    return Origin.of(lock, here) == Origin.HERE
        ? lock.holding().filter(holding -> !holding.isClaim())
        : Optional.empty();
  }

  private synchronized void watch(Worker worker, Holding holding, Instant since)
      throws IOException {
    ProcessIdentity before = agents.put(worker, holding.agent());
    if (!holding.agent().equals(before)) {
      if (before != null) {
        exits.forget(before);
      }
      exits.watch(holding.agent(), () -> agenda.plan(worker, Duration.ZERO, since));
    }
    if (holding.place().isPresent() && servers.add(holding.place().get().server())) {
      ProcessIdentity server = holding.place().get().server();
      exits.watch(server, () -> ended(server));
      serverSeen.run();
    }
  }

  private void ended(ProcessIdentity server) {
    synchronized (this) {
      servers.remove(server);
    }
    serverEnded.run();
  }

  /** Nobody of this worker is waited for any more. */
  synchronized void forget(Worker worker) {
    ProcessIdentity before = agents.remove(worker);
    if (before != null) {
      exits.forget(before);
    }
  }
}
