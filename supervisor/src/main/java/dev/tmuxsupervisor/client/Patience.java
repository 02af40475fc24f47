package dev.tmuxsupervisor.client;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends this process when a server does not answer in time: a stopped one accepts connections and
 * then says nothing, and no read from a socket channel has a timeout of its own.
 */
final class Patience implements AutoCloseable {
  static final Duration ANSWER = Duration.ofSeconds(20);

  private final CountDownLatch answered = new CountDownLatch(1);

  private Patience() {}

  static Patience with(Place place) {
    Patience patience = new Patience();
    Thread timer = new Thread(() -> patience.await(place), "patience");
    timer.setDaemon(true);
    timer.start();
    return patience;
  }

  private void await(Place place) {
    try {
      if (answered.await(ANSWER.toSeconds(), TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException ending) {
      return;
    }
    System.err.println(
        "supervisor: the server at "
            + place.socket()
            + " does not answer; is it stopped? its log: "
            + place.log());
    System.err.flush();
    Runtime.getRuntime().halt(Refusal.PREREQUISITE);
  }

  @Override
  public void close() throws IOException {
    answered.countDown();
  }
}
