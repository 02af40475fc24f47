package dev.tmuxsupervisor.publish;

import dev.tmuxsupervisor.judge.State;

/**
 * What a worker's state means to a person, and the glyph that says so without a colour. Worst
 * first.
 */
public enum Light {
  /** It stays down until somebody does something. */
  FAILED('✕', 'x'),
  /** Nothing is proven, or the lock is somebody else's. */
  UNKNOWN('?', '?'),
  /** It is on its way up or down. */
  RECOVERING('◐', '~'),
  /** Its agent lives. */
  RUNNING('●', '*'),
  /** It is down, as it should be or as somebody keeps it. */
  AT_REST('○', '-');

  private final char glyph;
  private final char ascii;

  Light(char glyph, char ascii) {
    this.glyph = glyph;
    this.ascii = ascii;
  }

  /** The light for a state. */
  public static Light of(State state) {
    return switch (state) {
      case RUNNING -> RUNNING;
      case STARTING, RECOVERING, BACKING_OFF, STOPPING -> RECOVERING;
      case FAILED, DAMAGED -> FAILED;
      case UNKNOWN, FOREIGN, HELD -> UNKNOWN;
      case FINISHED, STOPPED, RESERVED -> AT_REST;
    };
  }

  /** One column wide. */
  public char glyph() {
    return glyph;
  }

  /** For terminals without UTF-8. */
  public char ascii() {
    return ascii;
  }
}
