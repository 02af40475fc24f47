package dev.tmuxsupervisor.server;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;

import dev.tmuxsupervisor.client.Frame;
import dev.tmuxsupervisor.client.Request;
import dev.tmuxsupervisor.command.CommandRunner;
import dev.tmuxsupervisor.command.Invocation;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The commands that run now. Each has a platform thread: a call into the C library pins the carrier
 * of a virtual one, and two that wait would stop every connection on a machine with two cores.
 */
final class RunningCommands {
  private static final int FAILED = 1;
  private static final int INTERRUPTED = 130;

  private final CommandRunner runner;
  private final Path log;
  private final Set<Thread> running = ConcurrentHashMap.newKeySet();
  private boolean closed;

  RunningCommands(CommandRunner runner, Path log) {
    this.runner = runner;
    this.log = log;
  }

  /** Starts a command that closes the channel at its end; nothing, if none may begin any more. */
  Optional<Thread> begin(Request request, SocketChannel channel, FrameSink sink) {
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("command")
            .unstarted(() -> {
              try (channel) {
                sink.send(new Frame.Accepted());
                FrameReplies replies = new FrameReplies(sink);
                replies.end(run(request, replies));
              } catch (IOException e) {
                ServerLog.LOGGER.log(INFO, "a client went away before its answer: " + e);
              } finally {
                running.remove(Thread.currentThread());
              }
            });
    synchronized (this) {
      if (closed) {
        return Optional.empty();
      }
      running.add(thread);
    }
    thread.start();
    return Optional.of(thread);
  }

  // Whatever a command throws, errors included, is one command's failure and not the server's.
  @SuppressWarnings("CatchingThrowable")
  private int run(Request request, FrameReplies replies) {
    try {
      return runner.run(
          new Invocation(
              request.arguments(),
              Path.of(request.directory()),
              request.environment(),
              request.columns(),
              request.terminal(),
              request.errorTerminal()),
          replies);
    } catch (InterruptedException userWentAway) {
      return INTERRUPTED;
    } catch (Throwable e) {
      ServerLog.LOGGER.log(ERROR, "the command " + verb(request) + " failed", e);
      replies.err().println("supervisor: unexpected error, please report it; details: " + log);
      return FAILED;
    }
  }

  // Only the verb: later arguments may be secrets.
  private static String verb(Request request) {
    return request.arguments().isEmpty() ? "" : request.arguments().getFirst();
  }

  /** Lets no command begin from now on. */
  synchronized void close() {
    closed = true;
  }

  /** Waits for those that run, interrupts them when the time is over, and waits a second more. */
  void finish(Duration patience) throws InterruptedException {
    List<Thread> last = List.copyOf(running);
    if (!join(last, patience)) {
      last.forEach(Thread::interrupt);
      if (!join(last, Duration.ofSeconds(1))) {
        ServerLog.LOGGER.log(ERROR, "a command did not end when it was interrupted");
      }
    }
  }

  private static boolean join(List<Thread> threads, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    boolean all = true;
    for (Thread thread : threads) {
      long left = Math.max(1, deadline - System.nanoTime());
      all &= thread.join(Duration.ofNanos(left));
    }
    return all;
  }
}
