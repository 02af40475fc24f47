package dev.tmuxsupervisor.publish;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads the journal while any number of servers write it: first what is there, from its end, then
 * what is added. It takes no lock and writes nothing. Not for use by several threads.
 */
public final class JournalReader implements AutoCloseable {
  private static final int BLOCK = 64 << 10;

  private final JournalFiles files;

  /** Oldest first; the last one is the one that is followed. */
  private List<JournalFile> open;

  /** Up to here the last file has been read. */
  private long position;

  private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
  private String lastTime = "";

  private JournalReader(JournalFiles files, List<JournalFile> open, long position) {
    this.files = files;
    this.open = open;
    this.position = position;
  }

  /** The journal below this state directory, as it is now; there need not be one. */
  public static JournalReader open(Path stateDirectory) throws IOException {
    JournalFiles files = new JournalFiles(stateDirectory);
    List<JournalFile> open = files.open();
    long end = open.isEmpty() ? 0 : LinesBackward.end(open.getLast(), open.getLast().size());
    JournalReader reader = new JournalReader(files, open, end);
    reader.latest(1, _ -> true).forEach(event -> reader.lastTime = event.text("at"));
    return reader;
  }

  /**
   * The last events that were there at the opening and are wanted, oldest first. To be called
   * before {@link #added}, if at all.
   */
  public List<JournalEvent> latest(int most, Predicate<JournalEvent> wanted) throws IOException {
    List<JournalEvent> events = new ArrayList<>();
    for (JournalFile file : open.reversed()) {
      boolean last = file == open.getLast();
      LinesBackward lines =
          new LinesBackward(file, last ? position : LinesBackward.end(file, file.size()));
      while (events.size() < most) {
        Optional<String> line = lines.previous();
        if (line.isEmpty()) {
          break;
        }
        JournalEvent.parse(line.get()).filter(wanted).ifPresent(events::add);
      }
    }
    return events.reversed();
  }

  /** The events that were added since the opening or the last call, in order. */
  public List<JournalEvent> added() throws IOException {
    List<JournalEvent> events = new ArrayList<>();
    if (open.isEmpty()) {
      open = files.open();
      readAll(events, open);
    } else {
      readOn(events);
    }
    while (!open.isEmpty() && !open.getLast().isAt(files.current()) && goOn(events)) {
      keepLast();
    }
    keepLast();
    return events;
  }

  /** After a rotation: the rest of the old file, then the younger ones; false if there is none. */
  private boolean goOn(List<JournalEvent> events) throws IOException {
    readOn(events); // nobody writes to a file that has lost its name
    JournalFile old = open.getLast();
    List<JournalFile> now = files.open();
    int place = 0;
    while (place < now.size() && !now.get(place).isSameAs(old)) {
      place++;
    }
    if (place == now.size() - 1 || now.isEmpty()) {
      JournalFiles.close(now);
      return false; // the next one is about to be made
    }
    List<JournalFile> younger =
        List.copyOf(now.subList(place == now.size() ? 0 : place + 1, now.size()));
    JournalFiles.close(now.subList(0, now.size() - younger.size()));
    List<JournalEvent> more = new ArrayList<>();
    String seen = lastTime;
    readAll(more, younger);
    // Overtaken by several rotations, or somebody deleted files: what is left may be older.
    boolean overtaken = place == now.size();
    more.stream()
        .filter(event -> !overtaken || event.text("at").compareTo(seen) > 0)
        .forEach(events::add);
    JournalFiles.close(open);
    open = younger;
    return true;
  }

  /** Reads whole files, and the last one as far as it goes. */
  private void readAll(List<JournalEvent> events, List<JournalFile> some) throws IOException {
    for (JournalFile file : some) {
      position = 0;
      unfinished.reset();
      readOn(events, file);
    }
  }

  private void readOn(List<JournalEvent> events) throws IOException {
    readOn(events, open.getLast());
  }

  private void readOn(List<JournalEvent> events, JournalFile file) throws IOException {
    byte[] block = file.read(position, BLOCK);
    while (block.length > 0) {
      position += block.length;
      for (byte b : block) {
        if (b == '\n') {
          JournalEvent.parse(unfinished.toString(StandardCharsets.UTF_8))
              .ifPresent(event -> {
                lastTime = event.text("at");
                events.add(event);
              });
          unfinished.reset();
        } else {
          unfinished.write(b);
        }
      }
      block = file.read(position, BLOCK);
    }
  }

  /** Older files are read but once. */
  private void keepLast() throws IOException {
    while (open.size() > 1) {
      open.getFirst().close();
      open = List.copyOf(open.subList(1, open.size()));
    }
  }

  @Override
  public void close() throws IOException {
    JournalFiles.close(open);
  }
}
