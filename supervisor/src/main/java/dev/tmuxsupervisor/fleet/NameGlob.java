package dev.tmuxsupervisor.fleet;

import dev.tmuxsupervisor.worker.WorkerName;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A worker's name, or a pattern of names: {@code crew/*}, {@code crew/{ann,bob}}, {@code
 * dev-[0-9]}. A wildcard stays within its segment, so that a pattern has the depth of the names it
 * matches.
 */
public final class NameGlob {
  /** The most telling first: a name, then what spells out more of it. */
  public static final Comparator<NameGlob> MOST_SPECIFIC_FIRST =
      Comparator.<NameGlob>comparingInt(glob -> glob.isExact() ? 0 : 1)
          .thenComparingInt(glob -> -glob.literals())
          .thenComparingLong(NameGlob::openness);

  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_*?\\[\\]{}!,-]+");
  private static final Pattern NOT_LITERAL = Pattern.compile("\\[[^\\]]*]|\\{[^}]*}|[*?]");
  private static final int MOST_SEGMENTS = 4;
  private static final int LONGEST = 512;

  private final String text;
  private final List<PathMatcher> segments;

  private NameGlob(String text, List<PathMatcher> segments) {
    this.text = text;
    this.segments = segments;
  }

  /** Throws IllegalArgumentException, with words for a person, for what is no pattern. */
  public static NameGlob of(String text) {
    String[] parts = text.split("/", -1);
    if (text.contains("**")) {
      throw new IllegalArgumentException("'**' is no wildcard here: say how deep, such as */*");
    }
    if (parts.length > MOST_SEGMENTS || text.length() > LONGEST) {
      throw noGlob();
    }
    boolean exact = WorkerName.parse(text).isPresent();
    List<PathMatcher> segments = new ArrayList<>();
    for (String part : parts) {
      boolean wild = NOT_LITERAL.matcher(part).find();
      boolean named = exact || wild || WorkerName.parse(part).isPresent();
      if (!named || !SEGMENT.matcher(part).matches()) {
        throw noGlob();
      }
      try {
        segments.add(FileSystems.getDefault().getPathMatcher("glob:" + part));
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException("it is no pattern: " + e.getDescription(), e);
      }
    }
    return new NameGlob(text, List.copyOf(segments));
  }

  private static IllegalArgumentException noGlob() {
    return new IllegalArgumentException(
        "it is neither a worker's name nor a pattern of one such as crew/*; " + WorkerName.RULE);
  }

  /** Whether it is one worker's name. */
  public boolean isExact() {
    return WorkerName.parse(text).isPresent();
  }

  /** How many segments its names have. */
  public int depth() {
    return segments.size();
  }

  /** Whether it means this worker. */
  public boolean matches(WorkerName name) {
    String[] parts = name.text().split("/", -1);
    if (parts.length != depth()) {
      return false;
    }
    for (int at = 0; at < parts.length; at++) {
      if (!matches(at, parts[at])) {
        return false;
      }
    }
    return true;
  }

  /** Whether the segment at this depth, from 0, may be called so. */
  boolean matches(int at, String segment) {
    return segments.get(at).matches(Path.of(segment));
  }

  private int literals() {
    return NOT_LITERAL.matcher(text).replaceAll("").length();
  }

  /** {@code *} says less than {@code ?} or a choice. */
  private long openness() {
    return text.chars().filter(it -> it == '*').count();
  }

  @Override
  public String toString() {
    return text;
  }
}
