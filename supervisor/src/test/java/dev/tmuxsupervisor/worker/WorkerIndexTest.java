package dev.tmuxsupervisor.worker;

import static dev.tmuxsupervisor.worker.WorkerFixture.worker;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerIndexTest {
  @TempDir private Path root = Path.of("");

  private WorkerIndex index() {
    return new WorkerIndex(root.resolve("workers.jsonl"));
  }

  private Worker spawned(String name) throws Exception {
    Worker worker = worker(root, name);
    Files.writeString(worker.file().path(), "{}");
    return worker;
  }

  @Test
  void anIndexThatWasDeletedIsEmpty() throws IOException {
    assertThat(index().workers()).isEmpty();
  }

  @Test
  void workersComeOnceAndInOrder() throws Exception {
    Worker two = spawned("b");
    Worker one = spawned("a/z");
    index().add(two);
    index().add(one);
    index().add(two);
    assertThat(index().workers()).containsExactly(one, two);
    assertThat(index().file()).content().hasLineCount(2);
  }

  @Test
  void aWorkerWithoutDirectoryOrFilesDropsOut() throws Exception {
    Worker gone = spawned("gone");
    Worker bare = worker(root, "bare");
    index().add(gone);
    index().add(bare);
    Files.delete(gone.file().path());
    Files.delete(gone.runtime().path().resolve(".gitignore"));
    Files.delete(gone.runtime().path());
    Files.delete(gone.directory());
    assertThat(index().workers()).isEmpty();
  }

  /** Red when the next line continues the torn one: both are lost then. */
  @Test
  void aTornLineCostsNobodyElse() throws Exception {
    Worker one = spawned("one");
    Worker two = spawned("two");
    index().add(one);
    Files.writeString(index().file(), Files.readString(index().file()) + "{\"name\":\"torn\",\"ro");
    index().add(two);
    assertThat(index().workers()).containsExactly(one, two);
  }

  @Test
  void linesOfNoWorkerAreSkipped() throws Exception {
    Worker one = spawned("one");
    Files.writeString(
        index().file(),
        """

        []
        {"name":"../x","root":"/"}
        {"name":"a","root":"\\u0000"}
        {"name":3,"root":4}
        """);
    index().add(one);
    assertThat(index().workers()).containsExactly(one);
  }
}
