package dev.tmuxsupervisor.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class IdleHeapTest {
  /** The heap of a test's JVM is above what a server is allowed from its beginning. */
  @Test
  void aHeapThatHasGrownIsCollectedOnceAndNotAgainUntilItGrowsMore() {
    IdleHeap heap = new IdleHeap();
    long before = wholeCollections();
    heap.trim();
    long once = wholeCollections();
    heap.trim();
    assertThat(once).isGreaterThan(before);
    assertThat(wholeCollections()).isEqualTo(once);
  }

  /** Red when it only collects what has grown. */
  @Test
  void whatABurstStillHeldWhenItWasCollectedIsCollectedLater() {
    IdleHeap heap = new IdleHeap();
    heap.trim();
    long once = wholeCollections();
    for (int calls = 0; calls < 100 && wholeCollections() == once; calls++) {
      heap.trim();
    }
    assertThat(wholeCollections()).isGreaterThan(once);
  }

  /** Those that an allocation does not cause while there is room. */
  private static long wholeCollections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .filter(bean -> bean.getName().matches(".*(Old|MarkSweep).*"))
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }
}
