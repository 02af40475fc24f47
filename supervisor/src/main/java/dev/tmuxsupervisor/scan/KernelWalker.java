package dev.tmuxsupervisor.scan;

import dev.tmuxsupervisor.process.LibcDirectories;
import java.nio.file.Path;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Reads a tree by several threads with the calls of Linux, without a look at any single file. Every
 * directory is opened by its path from where its mount begins, so that a thread has three
 * descriptors open at most, however deep and wide the tree is. What is mounted below is read
 * afterwards, once, as a tree of its own: a mount of a directory below itself leads nowhere new.
 */
final class KernelWalker implements Walker, DirectoryReader.Mounts {
  private final Skips skips;
  private final Findings findings;
  private final Deque<byte[]> beginnings = new ConcurrentLinkedDeque<>();
  private final Set<String> entered = ConcurrentHashMap.newKeySet();

  KernelWalker(Skips skips, Findings findings) {
    this.skips = skips;
    this.findings = findings;
  }

  static boolean isPossible() {
    return LibcDirectories.areThere();
  }

  @Override
  public void walk(Path root, Crew crew) throws InterruptedException {
    beginnings.add(PathBytes.of(root));
    while (!beginnings.isEmpty()) {
      byte[] beginning = beginnings.pop();
      Backlog<Place> backlog = new Backlog<>(Place.BEGINNING);
      crew.all(() -> {
        read(beginning, backlog);
        return backlog;
      });
    }
  }

  private void read(byte[] beginning, Backlog<Place> backlog) throws InterruptedException {
    try (DirectoryReader reader = new DirectoryReader(skips, findings, beginning, this)) {
      reader.read(backlog);
    }
  }

  @Override
  public void entered(String key) {
    entered.add(key);
  }

  /** Something is mounted there, which may be what is being read already. */
  @Override
  public void found(byte[] path, String key) {
    if (entered.add(key)) {
      beginnings.add(path);
    }
  }
}
