package dev.tmuxsupervisor.watch;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** What each key does. */
final class Actions {
  private final ScreenState state;
  private final Screen screen;
  private final Commands commands;
  private final boolean insideTmux;

  Actions(ScreenState state, Screen screen, Commands commands, boolean insideTmux) {
    this.state = state;
    this.screen = screen;
    this.commands = commands;
    this.insideTmux = insideTmux;
  }

  void press(Key key) throws IOException, InterruptedException {
    if (key == Key.Named.INTERRUPT || key == Key.Named.HANGUP) {
      state.leave();
      return;
    }
    switch (state.dialog()) {
      case Dialog.Browsing() -> browse(key);
      case Dialog.Filtering() -> filter(key);
      case Dialog.Asking(String verb, Row row) -> decide(key, verb, row);
      case Dialog.Help() -> state.dialog(new Dialog.Browsing());
    }
  }

  private void browse(Key key) throws IOException, InterruptedException {
    state.answer("");
    switch (key) {
      case Key.Named named -> move(named);
      case Key.Typed(int c) -> act(c);
    }
  }

  private void move(Key.Named key) throws IOException, InterruptedException {
    Listing listing = state.listing();
    switch (key) {
      case UP -> listing.move(-1);
      case DOWN -> listing.move(1);
      case PAGE_UP -> page(-1);
      case PAGE_DOWN -> page(1);
      case HOME -> listing.move(-listing.at());
      case END -> listing.move(listing.shown().size());
      case ENTER -> attach();
      case ESCAPE -> escape();
      case BACKSPACE, INTERRUPT, HANGUP, OTHER -> {}
    }
  }

  private void page(int direction) {
    if (state.pane().isPresent()) {
      state.pane(state.pane().map(pane -> pane.scroll(direction * state.page() / 2)));
    } else {
      state.listing().move(direction * state.page());
    }
  }

  /** Closes the last thing that was opened; where there is none, the screen. */
  private void escape() {
    if (state.pane().isPresent()) {
      state.pane(Optional.empty());
    } else if (!state.listing().filter().isEmpty()) {
      state.listing().filter("");
    } else {
      state.leave();
    }
  }

  private void act(int c) throws IOException, InterruptedException {
    Listing listing = state.listing();
    switch (c) {
      case 'j' -> listing.move(1);
      case 'k' -> listing.move(-1);
      case 'a' -> attach();
      case 'r' -> ask("restart");
      case 's' -> ask("stop");
      case 'l' -> read("last lines of ", true, commands::lastLines);
      case 'w' -> read("why: ", false, (row, then) -> commands.run("why", row, then));
      case 'o' -> listing.order(listing.order().next());
      case '/' -> state.dialog(new Dialog.Filtering());
      case '?' -> state.dialog(new Dialog.Help());
      case 'q' -> state.leave();
      default -> {}
    }
  }

  private void filter(Key key) {
    Listing listing = state.listing();
    String text = listing.filter();
    switch (key) {
      case Key.Typed(int c) -> listing.filter(text + Character.toString(c));
      case Key.Named.BACKSPACE ->
          listing.filter(
              text.isEmpty() ? "" : text.substring(0, text.offsetByCodePoints(text.length(), -1)));
      case Key.Named.ESCAPE -> {
        listing.filter("");
        state.dialog(new Dialog.Browsing());
      }
      case Key.Named.ENTER -> state.dialog(new Dialog.Browsing());
      case Key.Named.UP -> listing.move(-1);
      case Key.Named.DOWN -> listing.move(1);
      case Key.Named _ -> {}
    }
  }

  private void ask(String verb) {
    state.listing().selected().ifPresent(row -> state.dialog(new Dialog.Asking(verb, row)));
  }

  private void decide(Key key, String verb, Row row) {
    state.dialog(new Dialog.Browsing());
    if (key instanceof Key.Typed(int c) && (c == 'y' || c == 'Y')) {
      state.answer(verb + " " + row.name() + ": under way");
      commands.run(verb, row, ended -> state.answer(ended.firstLine()));
    }
  }

  private interface Source {
    void ask(Row row, Consumer<CommandRun.Ended> then);
  }

  private void read(String title, boolean fromEnd, Source source) {
    state
        .listing()
        .selected()
        .ifPresent(row -> {
          Pane awaited = Pane.awaited(title + row.name(), fromEnd);
          state.pane(Optional.of(awaited));
          source.ask(
              row,
              ended ->
                  // Meanwhile it may have been closed, or another may have been opened.
                  state.pane(
                      state
                          .pane()
                          .map(pane ->
                              pane.title().equals(awaited.title())
                                  ? pane.with(ended.lines())
                                  : pane)));
        });
  }

  /** Inside tmux its client switches, and the popup that we may be in closes. */
  private void attach() throws IOException, InterruptedException {
    Optional<Row> selected = state.listing().selected();
    if (selected.isEmpty()) {
      return;
    }
    Row row = selected.get();
    if (insideTmux) {
      state.answer("attach " + row.name() + ": under way");
      commands.run(
          "attach",
          row,
          ended -> {
            if (ended.status() == 0) {
              state.leave();
            } else {
              state.answer(ended.firstLine());
            }
          });
      return;
    }
    screen.giveBack();
    commands.lend("attach", row);
    screen.take();
  }
}
