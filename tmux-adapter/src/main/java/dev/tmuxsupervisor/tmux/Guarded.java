package dev.tmuxsupervisor.tmux;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A target together with what must be true of it, tested by the server in the same breath as the
 * change: a restarted server gives the same ids to strangers.
 *
 * @param options {@code @name} to the value it must have
 */
public record Guarded<T extends Target>(
    ServerIdentity server, T target, Map<String, String> options) {
  /** None of these means anything inside a tmux format. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=-]*");

  /**
   * Checks its parts.
   *
   * @throws IllegalArgumentException for a value with characters other than letters, digits and
   *     {@code _./:@%+=-}, as tmux cannot compare it reliably
   */
  public Guarded {
    options.forEach((name, value) -> {
      Words.requireOption(name);
      if (!PLAIN.matcher(value).matches()) {
        throw new IllegalArgumentException(
            "cannot guard by the value of %s: %s".formatted(name, Words.printable(value)));
      }
    });
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  public static <T extends Target> Guarded<T> of(ServerIdentity server, T target) {
    return new Guarded<>(server, target, Map.of());
  }

  /** This, and the option must have this value. */
  public Guarded<T> where(String option, String value) {
    Map<String, String> more = new LinkedHashMap<>(options);
    more.put(option, value);
    return new Guarded<>(server, target, more);
  }

  /** A format that is 1 if all holds. */
  String condition() {
    String all = "#{&&:%s,%s}".formatted(condition(server), condition(target));
    for (Map.Entry<String, String> option : options.entrySet()) {
      all = "#{&&:%s,#{==:#{%s},%s}}".formatted(all, option.getKey(), option.getValue());
    }
    return all;
  }

  static String condition(ServerIdentity server) {
    return "#{&&:#{==:#{pid},%d},#{==:#{start_time},%d}}"
        .formatted(server.pid(), server.startTime());
  }

  /** A missing target makes tmux test another, hence the id. */
  static String condition(Target target) {
    return "#{==:#{%s},%s}".formatted(target.variable(), target);
  }
}
