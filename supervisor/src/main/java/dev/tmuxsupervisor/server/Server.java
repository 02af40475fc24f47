package dev.tmuxsupervisor.server;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.tmuxsupervisor.client.BuildId;
import dev.tmuxsupervisor.client.Place;
import dev.tmuxsupervisor.command.CommandRunnerFactory;
import dev.tmuxsupervisor.command.ServerControl;
import dev.tmuxsupervisor.command.ServerStatus;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets clients in, and keeps itself findable, until it is stopped. */
final class Server implements ServerControl {
  private static final int MAX_CONNECTIONS = 256;
  private static final Duration LAST_COMMANDS = Duration.ofSeconds(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final Place place;
  private final InstanceLock lock;
  private final Background background;
  private final RunningCommands commands;
  private final Connection.House house;
  private final Semaphore room = new Semaphore(MAX_CONNECTIONS);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Instant started = Instant.now();
  private Optional<Listener> listener = Optional.empty();

  Server(
      Place place,
      String build,
      InstanceLock lock,
      Background background,
      CommandRunnerFactory factory)
      throws IOException {
    this.place = place;
    this.lock = lock;
    this.background = background;
    commands = new RunningCommands(factory.create(this), place.log());
    house =
        new Connection.House(
            build,
            Peer.ownerOf(place.lock()),
            new Deadlines(),
            new RequestBudget(),
            commands,
            this::stop);
  }

  /** Serves until {@link #stop}; fails only if it can't listen in the first place. */
  void run() throws IOException, InterruptedException {
    Listener first = Listener.at(place);
    ServerLog.LOGGER.log(INFO, "listening at " + place.socket());
    Thread.ofPlatform().daemon().name("presence").start(this::watchPresence);
    background.start();
    Optional<Listener> next = Optional.of(first);
    while (next.isPresent() && use(next.get())) {
      letIn(next.get());
      next = listenAgain();
    }
    commands.finish(LAST_COMMANDS);
    background.finish(LAST_COMMANDS.dividedBy(5));
    ServerLog.LOGGER.log(INFO, "ended");
    ended.countDown();
  }

  private synchronized boolean use(Listener next) throws IOException {
    listener = Optional.of(next);
    if (isStopping()) {
      next.close();
    }
    return !isStopping();
  }

  private void letIn(Listener from) throws InterruptedException {
    while (true) {
      try {
        admit(from.accept());
      } catch (ClosedChannelException closed) {
        return;
      } catch (IOException e) {
        // Most likely EMFILE: the client stays in the queue until another one leaves.
        ServerLog.LOGGER.log(ERROR, "can't accept a client", e);
        Thread.sleep(100);
      }
    }
  }

  private void admit(SocketChannel channel) throws IOException {
    if (!room.tryAcquire()) {
      Busy.refuse(channel, MAX_CONNECTIONS);
      return;
    }
    Thread.ofVirtual()
        .start(() -> {
          try {
            new Connection(channel, house).serve();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody interrupts it; the thread ends here
          } finally {
            room.release();
          }
        });
  }

  /** A new listener after the socket's file was lost; nothing, when stopping. */
  private Optional<Listener> listenAgain() throws InterruptedException {
    boolean complained = false;
    while (!isStopping()) {
      try {
        Listener next = Listener.at(place);
        ServerLog.LOGGER.log(INFO, "listening again at " + place.socket());
        return Optional.of(next);
      } catch (IOException e) {
        if (!complained) {
          ServerLog.LOGGER.log(WARNING, "can't listen at " + place.socket(), e);
          complained = true;
        }
        endIfSuperseded();
        stopping.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
    return Optional.empty();
  }

  private void endIfSuperseded() {
    try {
      if (Listener.answers(place.socket()) && !lock.isStillOurs()) {
        ServerLog.LOGGER.log(WARNING, "another server has taken our place");
        stop();
      }
    } catch (IOException e) {
      ServerLog.LOGGER.log(WARNING, "can't look at " + place.lock(), e);
    }
  }

  private void watchPresence() {
    try {
      while (!stopping.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
        closeIfLost();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody interrupts it; the thread ends here
    }
  }

  private synchronized void closeIfLost() {
    try {
      if (listener.isPresent() && !listener.get().isStillThere()) {
        ServerLog.LOGGER.log(WARNING, "the socket's file is gone or another's");
        closeListener();
      }
    } catch (IOException e) {
      ServerLog.LOGGER.log(WARNING, "can't look at " + place.socket(), e);
    }
  }

  private void closeListener() throws IOException {
    if (listener.isPresent()) {
      listener.get().close();
      listener = Optional.empty();
    }
  }

  @Override
  public boolean isStopping() {
    return stopping.getCount() == 0;
  }

  @Override
  public synchronized void stop() {
    if (isStopping()) {
      return;
    }
    ServerLog.LOGGER.log(INFO, "stopping");
    stopping.countDown();
    commands.close();
    background.stop();
    try {
      closeListener();
    } catch (IOException e) {
      ServerLog.LOGGER.log(WARNING, "the socket did not close", e);
    }
  }

  /** Waits for the end; false if it has not come in time. */
  boolean awaitEnd(Duration patience) throws InterruptedException {
    return ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public ServerStatus status() {
    return new ServerStatus(
        place.name(),
        ProcessHandle.current().pid(),
        BuildId.version(),
        place.socket(),
        started,
        MAX_CONNECTIONS - room.availablePermits());
  }
}
