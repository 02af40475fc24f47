package dev.tmuxsupervisor.tmux;

import java.util.regex.Pattern;

/** How tmux writes ids: a sigil and an unsigned 32-bit number (tmux.h, u_int id). */
final class Ids {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");
  private static final long LARGEST = 0xffff_ffffL;

  private Ids() {}

  static long parse(char sigil, String text) {
    if (text.isEmpty() || text.charAt(0) != sigil || !NUMBER.matcher(text.substring(1)).matches()) {
      throw new IllegalArgumentException("not an id like " + sigil + "3: " + text);
    }
    return Long.parseLong(text.substring(1));
  }

  static void requireNumber(long number) {
    if (number < 0 || number > LARGEST) {
      throw new IllegalArgumentException("no tmux id has the number " + number);
    }
  }
}
