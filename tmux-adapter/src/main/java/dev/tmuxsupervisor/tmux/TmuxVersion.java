package dev.tmuxsupervisor.tmux;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tmux version. Development builds come before their release ({@code next-3.6} before {@code
 * 3.6}), {@code master} after everything. OpenBSD's own numbers are its system's: 7.0 (October
 * 2021) and later carry a tmux newer than 3.2 (April 2021), and are ordered as development builds
 * of 3.3; earlier ones as 3.1.
 *
 * @param patch 0 for the release, 1 for its {@code a}, -1 for what came before it
 */
public record TmuxVersion(int major, int minor, int patch, String text)
    implements Comparable<TmuxVersion> {
  /** The oldest version that this library works with: the first with {@code new-session -e}. */
  public static final TmuxVersion MINIMUM = parse("3.2");

  private static final Comparator<TmuxVersion> ORDER =
      Comparator.comparingInt(TmuxVersion::major)
          .thenComparingInt(TmuxVersion::minor)
          .thenComparingInt(TmuxVersion::patch);

  /**
   * Reads what {@code tmux -V} or {@code #{version}} prints.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static TmuxVersion parse(String printed) {
    String text = printed.strip();
    if (text.startsWith("tmux ")) {
      text = text.substring(5);
    }
    if (text.equals("master")) {
      return new TmuxVersion(Integer.MAX_VALUE, 0, 0, text);
    }
    Matcher match = Shape.VERSION.matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException("not a tmux version: " + Words.printable(printed));
    }
    int major = Integer.parseInt(match.group("major"));
    int minor = Integer.parseInt(match.group("minor"));
    if ("openbsd-".equals(match.group("origin"))) {
      return new TmuxVersion(3, major >= 7 ? 3 : 1, -1, text);
    }
    boolean before = match.group("origin") != null || match.group("candidate") != null;
    String letter = match.group("letter");
    int patch = letter == null ? 0 : letter.charAt(0) - 'a' + 1;
    return new TmuxVersion(major, minor, before ? -1 : patch, text);
  }

  /** Whether this is {@link #MINIMUM} or later. */
  public boolean suffices() {
    return compareTo(MINIMUM) >= 0;
  }

  /** Consistent with equals up to the text, which tells builds of the same rank apart. */
  @Override
  public int compareTo(TmuxVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return text;
  }

  /** Apart, as {@link #MINIMUM} is parsed while this class is still being initialised. */
  private static final class Shape {
    static final Pattern VERSION =
        Pattern.compile(
            "(?<origin>next-|openbsd-)?(?<major>[0-9]{1,4})\\.(?<minor>[0-9]{1,4})"
                + "(?<letter>[a-z])?(?<candidate>-rc[0-9]*)?");
  }
}
