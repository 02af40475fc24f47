package dev.tmuxsupervisor.tmux;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Runs clients for those who ask one server, few at a time. Whoever comes while they run waits, and
 * goes together with all others who wait, through one client: a client costs more than what most
 * commands cost, and a server serves them one by one.
 *
 * <p>Each has an answer of its own. Commands of different errands stand in lines of their own, so
 * that tmux goes on with the next when one fails, and what it complains of is told to that one.
 */
final class Lanes {
  /** So many clients run while the server is quick: one starts while another is served. */
  private static final int USUAL = 2;

  /** So many run when it is not. */
  private static final int MOST = Client.AT_ONCE;

  /** A client that takes this long may be stuck, and another is tried beside it. */
  private static final Duration SLOW = Duration.ofMillis(100);

  /**
   * So many times what the latest took, where that is longer: with a thousand sessions each client
   * costs a server 10 ms, and the more there are, the later all of them come.
   */
  private static final int SLOWER = 4;

  private static final Duration SLOWEST = Duration.ofSeconds(1);

  private static final int MOST_TOGETHER = 64;

  /** What tmux says of a command that it cannot read; it reads all of them before it runs any. */
  private static final Pattern UNREADABLE = Pattern.compile("-:\\d+: .*", Pattern.DOTALL);

  private final Client client;
  private final List<Call> waiting = new ArrayList<>();
  private int lanes;
  private volatile Duration latest = Duration.ZERO;

  Lanes(Client client) {
    this.client = client;
  }

  /** Runs a client for this errand, perhaps together with others', and waits for what it wrote. */
  Answer<Exit> run(Errand errand, Deadline deadline) {
    if (deadline.passed()) {
      return deadline.missed("there was no time left to ask");
    }
    Call call = new Call(errand, deadline);
    synchronized (this) {
      waiting.add(call);
      if (lanes < USUAL) {
        openLane();
      }
    }
    try {
      return await(call);
    } catch (InterruptedException e) {
      return Client.interrupted();
    } finally {
      leave(call);
    }
  }

  private Answer<Exit> await(Call call) throws InterruptedException {
    Duration slow = slow();
    Duration soon = slow.compareTo(call.deadline().remaining()) < 0 ? slow : Duration.ZERO;
    Optional<Answer<Exit>> answer = await(call, soon);
    if (answer.isEmpty()) {
      openAnotherFor(call);
      answer = await(call, call.deadline().remaining());
    }
    return answer.orElseGet(() -> call.deadline().missed("the tmux server may be stopped or busy"));
  }

  private Duration slow() {
    return Collections.min(
        List.of(SLOWEST, Collections.max(List.of(SLOW, latest.multipliedBy(SLOWER)))));
  }

  private static Optional<Answer<Exit>> await(Call call, Duration atMost)
      throws InterruptedException {
    try {
      return Optional.of(call.answer().get(atMost.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("tmux could not be asked", e.getCause());
    }
  }

  private synchronized void openAnotherFor(Call call) {
    if (lanes < MOST && waiting.contains(call)) {
      openLane();
    }
  }

  private synchronized void leave(Call call) {
    waiting.remove(call);
  }

  private void openLane() {
    lanes++;
    Thread.ofPlatform().daemon().name("tmux").start(this::drain);
  }

  private void drain() {
    for (List<Call> calls = next(); !calls.isEmpty(); calls = next()) {
      serve(calls);
    }
  }

  /**
   * Those who can go together with the one who has waited longest; none, and the lane is closed.
   */
  private synchronized List<Call> next() {
    List<Call> chosen = new ArrayList<>();
    for (Iterator<Call> all = waiting.iterator();
        all.hasNext() && chosen.size() < MOST_TOGETHER; ) {
      Call call = all.next();
      if (chosen.isEmpty() || call.errand().sharesClientWith(chosen.getFirst().errand())) {
        chosen.add(call);
        all.remove();
      }
    }
    if (chosen.isEmpty()) {
      lanes--;
    }
    return chosen;
  }

  // Whatever goes wrong must reach those who wait for it.
  @SuppressWarnings("CatchingUnchecked")
  void serve(List<Call> calls) {
    try {
      together(calls);
    } catch (RuntimeException | Error e) {
      calls.forEach(call -> call.answer().completeExceptionally(e));
    }
  }

  private void together(List<Call> calls) {
    List<Nonce> nonces = calls.stream().map(call -> call.errand().nonce()).toList();
    Answer<Exit> answer = ask(calls);
    Map<Nonce, String> parts =
        answer instanceof Running<Exit>(Exit exit) ? Outputs.divide(exit.out(), nonces) : Map.of();
    boolean unreadable =
        answer instanceof Running<Exit>(Exit exit)
            && parts.isEmpty()
            && UNREADABLE.matcher(exit.out() + exit.err()).matches();
    if (unreadable && calls.size() > 1) {
      calls.forEach(call -> together(List.of(call)));
      return;
    }
    for (int i = 0; i < nonces.size(); i++) {
      Nonce nonce = nonces.get(i);
      calls.get(i).answer().complete(answer.map(exit -> share(exit, nonce, nonces, parts)));
    }
  }

  /** As if this errand had had the client to itself. */
  private static Exit share(Exit exit, Nonce nonce, List<Nonce> all, Map<Nonce, String> parts) {
    String out = parts.getOrDefault(nonce, "");
    return all.size() == 1
        ? new Exit(exit.status(), out, exit.err())
        : new Exit(exit.status(), out, Complaints.about(nonce, all, exit.err()));
  }

  /** Until the last of them stops waiting. */
  private Answer<Exit> ask(List<Call> calls) {
    Errand first = calls.getFirst().errand();
    StringBuilder commands = new StringBuilder();
    for (Call call : calls) {
      if (calls.size() > 1) {
        commands.append(Complaints.heading(call.errand().nonce())).append('\n');
      }
      commands.append(call.errand().commands());
    }
    Deadline end =
        calls.stream()
            .map(Call::deadline)
            .max((one, other) -> one.remaining().compareTo(other.remaining()))
            .orElseThrow();
    long began = System.nanoTime();
    Answer<Exit> answer =
        client.run(first.argv(), first.environment(), first.directory(), commands.toString(), end);
    latest = Duration.ofNanos(System.nanoTime() - began);
    return answer;
  }
}
