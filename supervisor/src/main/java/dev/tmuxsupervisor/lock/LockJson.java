package dev.tmuxsupervisor.lock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.lock.JsonFields.Malformed;
import dev.tmuxsupervisor.process.KernelIdentity;
import dev.tmuxsupervisor.process.ProcessIdentity;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The lock's JSON: Gas Town's four fields, and an object {@code supervisor} with ours. */
final class LockJson {
  /**
   * Raised where a reader of an older form would misjudge the lock: an agent's is of the first, so
   * that all of them know it; what somebody took by hand they keep, and do not understand.
   */
  private static final int OF_AGENT = 1;

  private static final int BY_HAND = 2;

  private static final Pattern SESSION = Pattern.compile("\\$[0-9]{1,9}");
  private static final Pattern PANE = Pattern.compile("%[0-9]{1,9}");

  /** All of them or none: a lock that lost one of the names is no claim, it is damaged. */
  private static final List<String> PLACE =
      List.of(
          "tmux_server_pid",
          "tmux_server_start_ticks",
          "tmux_server_start",
          "tmux_session",
          "tmux_session_created",
          "tmux_pane");

  /** The lock was written by a newer program: it is whole, and not ours to judge. */
  static final class TooNew extends Exception {
    private static final long serialVersionUID = 1;

    TooNew(long format) {
      super("it has format " + format + ", and this program knows " + BY_HAND);
    }
  }

  private LockJson() {}

  static byte[] print(LockRecord lock) {
    ObjectNode json = JsonFields.object();
    json.put("pid", lock.pid());
    json.put("acquired_at", lock.acquiredAt().toString());
    json.put("session_id", lock.sessionId());
    json.put("hostname", lock.hostname());
    lock.holding().ifPresent(holding -> put(json.putObject("supervisor"), holding));
    lock.reservation()
        .ifPresent(reservation ->
            ReservationJson.put(json.putObject("supervisor").put("format", BY_HAND), reservation));
    return JsonFields.print(json);
  }

  private static void put(ObjectNode json, Holding holding) {
    json.put("format", OF_AGENT);
    json.put("worker", holding.worker());
    json.put("run", holding.run());
    json.put("generation", holding.generation());
    json.put("start_ticks", holding.agent().startTicks());
    put(json, holding.here());
    json.put("uid", holding.uid());
    json.put("tmux_socket", holding.socket().toString());
    holding
        .place()
        .ifPresent(place -> {
          json.put("tmux_server_pid", place.server().pid());
          json.put("tmux_server_start_ticks", place.server().startTicks());
          json.put("tmux_server_start", place.serverStart());
          json.put("tmux_session", place.session());
          json.put("tmux_session_created", place.sessionCreated());
          json.put("tmux_pane", place.pane());
        });
  }

  static LockRecord parse(String text) throws Malformed, TooNew {
    JsonFields json = JsonFields.parse(text);
    Optional<JsonFields> ours = json.object("supervisor");
    if (ours.isEmpty() && json.node().valueStream().anyMatch(JsonNode::isObject)) {
      // Perhaps ours, its name damaged: as a stranger's, its session would be sought by name alone.
      throw new Malformed("it holds an object that is not called supervisor");
    }
    long format = ours.isEmpty() ? 0 : ours.get().number("format", 1, Integer.MAX_VALUE);
    if (format > BY_HAND) {
      throw new TooNew(format);
    }
    Instant acquiredAt = instant("acquired_at", json.text("acquired_at"));
    String hostname = json.optionalText("hostname").orElse("");
    if (format == BY_HAND) {
      json.number("pid", Reservation.PID, Reservation.PID);
      return LockRecord.byHand(acquiredAt, ReservationJson.parse(ours.orElseThrow(), hostname));
    }
    long pid = json.number("pid", 2, ProcessIdentity.LARGEST_PID);
    return new LockRecord(
        pid,
        acquiredAt,
        json.optionalText("session_id").orElse(""),
        hostname,
        ours.isEmpty() ? Optional.empty() : Optional.of(holding(ours.get(), pid, hostname)));
  }

  private static Holding holding(JsonFields json, long pid, String hostname) throws Malformed {
    return new Holding(
        json.text("worker"),
        json.text("run"),
        json.number("generation", 0, Long.MAX_VALUE),
        new ProcessIdentity(pid, json.number("start_ticks", 0, Long.MAX_VALUE)),
        here(json, hostname),
        json.number("uid", 0, 1L << 32),
        path(json.text("tmux_socket")),
        PLACE.stream().anyMatch(json.node()::has) ? Optional.of(place(json)) : Optional.empty());
  }

  private static Holding.Place place(JsonFields json) throws Malformed {
    return new Holding.Place(
        new ProcessIdentity(
            json.number("tmux_server_pid", 2, ProcessIdentity.LARGEST_PID),
            json.number("tmux_server_start_ticks", 0, Long.MAX_VALUE)),
        json.number("tmux_server_start", 0, Long.MAX_VALUE),
        matching(SESSION, "tmux_session", json.text("tmux_session")),
        json.number("tmux_session_created", 0, Long.MAX_VALUE),
        matching(PANE, "tmux_pane", json.text("tmux_pane")));
  }

  private static String matching(Pattern pattern, String field, String text) throws Malformed {
    if (!pattern.matcher(text).matches()) {
      throw new Malformed("supervisor." + field + " is not an id of tmux");
    }
    return text;
  }

  /** The host's name stands among Gas Town's fields. */
  static KernelIdentity here(JsonFields json, String hostname) throws Malformed {
    return new KernelIdentity(
        hostname,
        json.optionalText("machine"),
        json.text("boot_id"),
        json.text("pid_namespace"),
        json.optionalText("box"));
  }

  static void put(ObjectNode json, KernelIdentity here) {
    json.put("boot_id", here.bootId());
    json.put("pid_namespace", here.pidNamespace());
    here.machine().ifPresent(machine -> json.put("machine", machine));
    here.box().ifPresent(box -> json.put("box", box));
  }

  static Instant instant(String field, String text) throws Malformed {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new Malformed(field + " is not an RFC 3339 time", e);
    }
  }

  private static Path path(String text) throws Malformed {
    try {
      return new TmuxSocket(Path.of(text)).path();
    } catch (IllegalArgumentException e) { // InvalidPathException is one
      throw new Malformed("supervisor.tmux_socket is no path of a socket", e);
    }
  }
}
