package dev.tmuxsupervisor.watch;

/**
 * How a state looks; those that need a person most come first. Signs and order are those of the
 * status line.
 */
enum Look {
  FAILED('✕', 'x'),
  DOUBTFUL('?', '?'),
  CHANGING('◐', '~'),
  RUNNING('●', '*'),
  RESTING('○', '-');

  private final char sign;
  private final char ascii;

  Look(char sign, char ascii) {
    this.sign = sign;
    this.ascii = ascii;
  }

  /** Of a state as {@code list --json} names it; one that is not known is doubtful. */
  static Look of(String state) {
    return switch (state) {
      case "failed", "damaged" -> FAILED;
      case "starting", "recovering", "backing_off", "stopping" -> CHANGING;
      case "running" -> RUNNING;
      case "finished", "stopped", "reserved" -> RESTING;
      default -> DOUBTFUL;
    };
  }

  char sign(boolean inAscii) {
    return inAscii ? ascii : sign;
  }
}
