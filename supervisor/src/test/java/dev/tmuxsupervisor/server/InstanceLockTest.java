package dev.tmuxsupervisor.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.client.Place;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another process holds the lock; all are red when {@code take} no longer asks tryFlock. */
class InstanceLockTest {
  @TempDir Path world;
  private Place place;
  private Process holder;

  @BeforeEach
  void holdByAnotherProcess() throws IOException {
    place = new Place("default", world.resolve("default.sock"), world);
    holder =
        new ProcessBuilder("flock", place.lock().toString(), "sh", "-c", "echo held; exec cat")
            .start();
    assertThat(holder.inputReader().readLine()).isEqualTo("held");
  }

  @AfterEach
  void release() throws InterruptedException {
    holder.descendants().forEach(ProcessHandle::destroyForcibly);
    holder.destroyForcibly().waitFor();
  }

  @Test
  void aServerThatEndsIsWaitedForAndThenTheLockIsOurs() throws Exception {
    CompletableFuture<Optional<InstanceLock>> taking = taking();
    // A negative can only be seen by waiting a little; too short a wait can't make it fail.
    assertThat(taking).as("held").failsWithin(300, TimeUnit.MILLISECONDS);
    release();
    assertThat(taking.get(30, TimeUnit.SECONDS)).isPresent();
    assertThat(place.lock()).content().isEqualToIgnoringNewLines(place.socket().toString());
  }

  @Test
  void aServerThatAnswersIsLeftToItsWork() throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(place.socket()));
      assertThat(InstanceLock.take(place)).isEmpty();
    }
  }

  @Test
  void aLockWhoseFileWasReplacedIsNoLongerOurs() throws Exception {
    release();
    InstanceLock lock = InstanceLock.take(place).orElseThrow();
    assertThat(lock.isStillOurs()).isTrue();
    Files.move(place.lock(), world.resolve("moved"));
    assertThat(lock.isStillOurs()).isFalse();
    Files.createFile(place.lock());
    assertThat(lock.isStillOurs()).isFalse();
  }

  private CompletableFuture<Optional<InstanceLock>> taking() {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return InstanceLock.take(place);
          } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
          }
        },
        task -> Thread.ofPlatform().daemon().start(task));
  }
}
