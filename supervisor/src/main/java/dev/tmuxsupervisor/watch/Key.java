package dev.tmuxsupervisor.watch;

/** What somebody pressed. */
sealed interface Key {
  /** A character, {@code \r} and {@code \t} among them. */
  record Typed(int character) implements Key {}

  /** A key without a character. */
  enum Named implements Key {
    UP,
    DOWN,
    PAGE_UP,
    PAGE_DOWN,
    HOME,
    END,
    ENTER,
    BACKSPACE,
    ESCAPE,
    INTERRUPT,
    /** The terminal is gone. */
    HANGUP,
    /** One that means nothing here. */
    OTHER
  }
}
