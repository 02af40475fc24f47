package dev.tmuxsupervisor.client;

import java.io.IOException;
import java.time.Duration;

/**
 * Ends this process when a server does not answer in time: a stopped one accepts connections and
 * then says nothing, and no read from a socket channel has a timeout of its own.
 */
final class Patience implements AutoCloseable {
  static final Duration ANSWER = Duration.ofSeconds(20);

  private final Thread timer;

  private Patience(Thread timer) {
    this.timer = timer;
  }

  static Patience with(Place place) {
    Thread timer = new Thread(() -> await(place), "patience");
    timer.setDaemon(true);
    timer.start();
    return new Patience(timer);
  }

  private static void await(Place place) {
    try {
      Thread.sleep(ANSWER);
    } catch (InterruptedException answered) {
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
    timer.interrupt();
  }
}
