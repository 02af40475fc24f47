package dev.tmuxsupervisor.tmux;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lists everything once for all who ask for it at the same time. Whoever asks gets a list that was
 * begun afterwards: who comes while one is made waits a moment for it to be done, and shares the
 * next one with all others who came.
 */
final class Listings {
  /** A server that takes longer may be stuck, and nobody's deadline waits for another's. */
  private static final Duration PATIENCE = Duration.ofMillis(50);

  /**
   * Those who want the same for as long share one list, if they know the same of the server: by
   * that it is decided whether one that is not found is gone.
   */
  record Question(
      Listing listing, Map<String, String> environment, Duration deadline, ServerWitness witness) {
    static Question of(Listing listing, Exchange exchange) {
      return new Question(listing, exchange.environment(), exchange.deadline(), exchange.witness());
    }
  }

  private final Map<Question, CompletableFuture<Answer<Snapshot>>> next = new HashMap<>();
  private final Set<Question> asked = new HashSet<>();

  Answer<Snapshot> ask(Question question, Supplier<Answer<Snapshot>> list) {
    CompletableFuture<Answer<Snapshot>> mine = new CompletableFuture<>();
    Optional<CompletableFuture<Answer<Snapshot>>> others;
    synchronized (this) {
      others = Optional.ofNullable(next.putIfAbsent(question, mine));
    }
    if (others.isEmpty()) {
      return lead(question, mine, list);
    }
    try {
      Answer<Snapshot> answer = others.get().get();
      boolean gaveUp =
          answer instanceof Unreachable<Snapshot>(Reason reason, _) && reason == Reason.INTERRUPTED;
      return gaveUp ? list.get() : answer;
    } catch (InterruptedException e) {
      return Client.interrupted();
    } catch (ExecutionException e) {
      throw new IllegalStateException("tmux could not be asked", e.getCause());
    }
  }

  private Answer<Snapshot> lead(
      Question question,
      CompletableFuture<Answer<Snapshot>> answer,
      Supplier<Answer<Snapshot>> list) {
    boolean first = false;
    try {
      first = begin(question);
      answer.complete(list.get());
    } catch (InterruptedException e) {
      answer.complete(Client.interrupted());
    } catch (RuntimeException | Error e) {
      answer.completeExceptionally(e);
    } finally {
      end(question, answer, first);
    }
    return answer.join();
  }

  /** From now on others have to wait for the next one; false if one more is being made. */
  private synchronized boolean begin(Question question) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    long left = PATIENCE.toNanos();
    while (asked.contains(question) && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = end - System.nanoTime();
    }
    next.remove(question);
    return asked.add(question);
  }

  private synchronized void end(
      Question question, CompletableFuture<Answer<Snapshot>> answer, boolean first) {
    next.remove(question, answer); // if it was interrupted before it began
    if (first) {
      asked.remove(question);
      notifyAll();
    }
  }
}
