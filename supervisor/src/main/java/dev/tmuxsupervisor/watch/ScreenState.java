package dev.tmuxsupervisor.watch;

import java.util.Optional;

/** What the person at the screen has come to. */
final class ScreenState {
  private final Listing listing = new Listing();
  private Dialog dialog = new Dialog.Browsing();
  private String answer = "";
  private Optional<Pane> pane = Optional.empty();
  private int page = 1;
  private boolean over;

  Listing listing() {
    return listing;
  }

  Dialog dialog() {
    return dialog;
  }

  void dialog(Dialog next) {
    dialog = next;
  }

  /** What came of the last command, in a line. */
  String answer() {
    return answer;
  }

  void answer(String text) {
    answer = text;
  }

  Optional<Pane> pane() {
    return pane;
  }

  void pane(Optional<Pane> next) {
    pane = next;
  }

  /** The rows that one page has on a screen of so many lines. */
  void pageOf(int height) {
    page = Math.max(1, height - 4);
  }

  int page() {
    return page;
  }

  boolean isOver() {
    return over;
  }

  void leave() {
    over = true;
  }
}
