package dev.tmuxsupervisor.process;

import dev.tmuxsupervisor.tmux.ProcessStarts;
import java.util.concurrent.CountDownLatch;

/** Says that it is ready, and starts a program on each of several threads at the end of a line. */
final class StartsMain {
  private static final int THREADS = 4;

  private StartsMain() {}

  public static void main(String[] arguments) throws Exception {
    ProcessStarts.inTurn(new ProcessBuilder("true")).waitFor(); // now all classes are there
    CountDownLatch go = new CountDownLatch(1);
    for (int i = 0; i < THREADS; i++) {
      Thread.ofPlatform().start(() -> startOnce(go));
    }
    System.out.println("ready");
    System.in.read();
    go.countDown();
  }

  private static void startOnce(CountDownLatch go) {
    try {
      go.await();
      ProcessStarts.inTurn(new ProcessBuilder("true")).waitFor();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
