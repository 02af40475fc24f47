package dev.tmuxsupervisor.scan;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads a tree in the way that every system knows: one thread, and a look at every entry. */
record PortableWalker(Skips skips, Findings findings) implements Walker {
  /** A directory that is still to be read. */
  private record Ahead(Path path, Object key, Optional<Ahead> above) {
    /** Whether it is mounted below itself. */
    boolean isLoop() {
      for (Optional<Ahead> at = above; at.isPresent(); at = at.get().above) {
        if (at.get().key.equals(key)) {
          return true;
        }
      }
      return false;
    }
  }

  @Override
  public void walk(Path root, Crew crew) throws InterruptedException {
    crew.one(() -> {
      walk(root);
      return root;
    });
  }

  private void walk(Path root) {
    Deque<Ahead> ahead = new ArrayDeque<>();
    try {
      directory(root, Optional.empty())
          .ifPresentOrElse(ahead::push, () -> findings.trouble(root, Troubles.GONE));
    } catch (IOException e) {
      findings.trouble(root, Troubles.words(e));
    }
    while (!ahead.isEmpty() && !Thread.currentThread().isInterrupted()) {
      Ahead next = ahead.pop();
      try {
        read(next).forEach(ahead::push);
      } catch (NoSuchFileException | NotDirectoryException e) {
        if (next.above.isEmpty()) {
          findings.trouble(root, Troubles.GONE);
        } // any other was removed since it was seen: nothing is there
      } catch (IOException e) {
        findings.trouble(next.path, Troubles.words(e));
      }
    }
  }

  /** Answers the directories in it that are to be read. */
  private List<Ahead> read(Ahead here) throws IOException {
    List<Ahead> below = new ArrayList<>();
    long entries = 0;
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(here.path)) {
      for (Path entry : stream) {
        entries++;
        String name = Objects.requireNonNull(entry.getFileName()).toString();
        if (skips.matches(name)) {
          continue;
        }
        Optional<Ahead> directory = directoryOrTrouble(entry, here);
        if (directory.isEmpty()) {
          continue;
        }
        if (name.equals(Findings.RUNTIME)) {
          lookInside(here.path, entry);
        } else if (!directory.get().isLoop()) {
          below.add(directory.get());
        }
      }
    } catch (DirectoryIteratorException e) {
      findings.trouble(here.path, Troubles.words(Objects.requireNonNull(e.getCause())));
    }
    findings.read(entries);
    return below;
  }

  private void lookInside(Path worker, Path runtime) {
    boolean lock = Files.exists(runtime.resolve(Findings.LOCK), LinkOption.NOFOLLOW_LINKS);
    boolean file = Files.exists(runtime.resolve(Findings.FILE), LinkOption.NOFOLLOW_LINKS);
    if (lock || file) {
      findings.worker(worker, lock, file);
    } else if (!Files.isReadable(runtime)) {
      findings.trouble(runtime, Troubles.DENIED);
    }
  }

  /** What cannot be looked at, as a mount whose server is gone, hides nothing beside it. */
  private Optional<Ahead> directoryOrTrouble(Path entry, Ahead here) {
    try {
      return directory(entry, Optional.of(here));
    } catch (IOException e) {
      findings.trouble(entry, Troubles.words(e));
      return Optional.empty();
    }
  }

  /** The path as a directory; empty for anything else, links to directories included. */
  private static Optional<Ahead> directory(Path path, Optional<Ahead> above) throws IOException {
    BasicFileAttributes seen;
    try {
      seen = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    return seen.isDirectory()
        ? Optional.of(new Ahead(path, String.valueOf(seen.fileKey()), above))
        : Optional.empty();
  }
}
