package dev.tmuxsupervisor.watch;

import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/**
 * How things are drawn: colour only adds to what signs and words say already.
 *
 * @param colours whether there may be any
 */
record Paint(boolean colours, Fit fit) {
  private static final int GREY = AttributedStyle.BRIGHT + AttributedStyle.BLACK;

  AttributedStyle of(Look look) {
    return switch (look) {
      case FAILED -> coloured(AttributedStyle.RED).bold();
      case DOUBTFUL -> coloured(AttributedStyle.MAGENTA);
      case CHANGING -> coloured(AttributedStyle.YELLOW);
      case RUNNING -> coloured(AttributedStyle.GREEN);
      case RESTING -> faint();
    };
  }

  AttributedStyle plain() {
    return AttributedStyle.DEFAULT;
  }

  AttributedStyle faint() {
    return coloured(GREY);
  }

  AttributedStyle alarm() {
    return coloured(AttributedStyle.RED).bold().inverse();
  }

  private AttributedStyle coloured(int colour) {
    return colours ? AttributedStyle.DEFAULT.foreground(colour) : AttributedStyle.DEFAULT;
  }

  /** A line of its own, cut to fit. */
  AttributedString line(String text, int columns, AttributedStyle style) {
    return new AttributedString(fit.cut(text, columns), style);
  }
}
