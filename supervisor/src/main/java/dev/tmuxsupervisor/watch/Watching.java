package dev.tmuxsupervisor.watch;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.terminal.Size;

/** Shows what the feed tells and does what the keys say, on one thread. */
final class Watching {
  /** As long as anything but a key may wait to be shown. */
  private static final Duration TICK = Duration.ofMillis(100);

  private final Screen screen;
  private final Feed feed;
  private final Commands commands;
  private final Paint paint;
  private final ScreenState state;
  private final Actions actions;
  private final AtomicBoolean resized = new AtomicBoolean();

  Watching(Screen screen, Feed feed, Commands commands, Paint paint, boolean insideTmux) {
    this.screen = screen;
    this.feed = feed;
    this.commands = commands;
    this.paint = paint;
    state = new ScreenState();
    actions = new Actions(state, screen, commands, insideTmux);
  }

  /** Until somebody leaves. */
  void run() throws IOException, InterruptedException {
    screen.onResize(() -> resized.set(true));
    News shown = feed.latest();
    Contact contact = Contact.of(shown, System.nanoTime());
    draw(contact);
    while (!state.isOver()) {
      Optional<Key> key = screen.key(TICK);
      boolean changed = key.isPresent();
      if (key.isPresent()) {
        actions.press(key.get());
      }
      changed |= commands.handIn();
      News news = feed.latest();
      if (!news.equals(shown) && news instanceof News.Fleet(List<Row> rows, _)) {
        state.listing().update(rows);
      }
      Contact now = Contact.of(news, System.nanoTime());
      changed |= !news.equals(shown) || !now.equals(contact);
      shown = news;
      contact = now;
      if (resized.getAndSet(false)) {
        screen.forget();
        changed = true;
      }
      if (changed) {
        draw(contact);
      }
    }
  }

  private void draw(Contact contact) {
    Size size = screen.size();
    int rows = size.getRows();
    int columns = size.getColumns();
    state.pageOf(rows);
    Frame frame =
        new Frame(
            paint,
            state.listing(),
            contact,
            Wording.of(state.dialog(), state.answer(), state.listing()),
            state.dialog() instanceof Dialog.Help
                ? Optional.of(new Pane("keys", Wording.HELP, false, 0))
                : state.pane());
    state.pane(state.pane().map(it -> it.within(paint.fit(), frame.lower(rows), columns)));
    screen.draw(frame.lines(rows, columns), size);
  }
}
