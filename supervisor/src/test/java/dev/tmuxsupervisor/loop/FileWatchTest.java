package dev.tmuxsupervisor.loop;

import static org.awaitility.Awaitility.await;

import dev.tmuxsupervisor.worker.Worker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {
  @TempDir private Path directory;
  private final Queue<Worker> heard = new ConcurrentLinkedQueue<>();
  private final FileWatch watch = new FileWatch(heard::add);
  private final Thread thread = Thread.ofPlatform().daemon().unstarted(watch::run);

  @BeforeEach
  void listen() {
    thread.start();
  }

  @AfterEach
  void end() {
    thread.interrupt();
  }

  private Worker worker(String name) throws Exception {
    Worker worker = new LoopFixture(directory).worker(name);
    worker.runtime().create();
    watch.watch(worker);
    return worker;
  }

  private void awaitOnly(Worker worker) {
    await().until(() -> heard.contains(worker));
    await().until(() -> Set.copyOf(heard).equals(Set.of(worker)));
    heard.clear();
  }

  @Test
  void itHearsOfALockThatIsMadeChangedReplacedOrRemoved() throws Exception {
    Worker worker = worker("w");
    worker("other");
    Path lock = worker.runtime().lockFile();

    Files.writeString(lock, "one");
    awaitOnly(worker);
    Files.writeString(lock, "two");
    awaitOnly(worker);
    Path next = Files.writeString(directory.resolve("next"), "three");
    Files.move(next, lock, StandardCopyOption.ATOMIC_MOVE);
    awaitOnly(worker);
    Files.delete(lock);
    awaitOnly(worker);
  }

  @Test
  void aFolderThatIsRemovedAndMadeAgainIsHeardOfAndWatchedAgain() throws Exception {
    Worker worker = worker("w");
    Files.delete(worker.runtime().path().resolve(".gitignore"));
    Files.delete(worker.runtime().path());
    awaitOnly(worker);

    worker.runtime().create();
    await()
        .until(() -> {
          watch.watch(worker); // as each sweep does
          Files.writeString(worker.runtime().lockFile(), "one");
          return heard.contains(worker);
        });
  }

  @Test
  void aWorkerThatIsNoLongerWatchedIsNotHeardOf() throws Exception {
    Worker gone = worker("gone");
    Worker left = worker("left");
    watch.retain(Set.of(left));

    Files.writeString(gone.runtime().lockFile(), "one");
    Files.writeString(left.runtime().lockFile(), "one");

    awaitOnly(left);
  }
}
