package dev.tmuxsupervisor.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.judge.Evidence;
import dev.tmuxsupervisor.judge.PaneState;
import dev.tmuxsupervisor.judge.SessionLeg;
import dev.tmuxsupervisor.judge.Sighting;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.lock.LockRecord;
import dev.tmuxsupervisor.lock.Reservation;
import dev.tmuxsupervisor.process.Liveness;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Verdicts and their evidence as JSON, the same for the journal and for every command. */
public final class EvidenceJson {
  private EvidenceJson() {}

  /** The name of a verdict in JSON, such as {@code orphaned_session}. */
  public static String name(Verdict verdict) {
    return verdict.kind().name().toLowerCase(Locale.ROOT);
  }

  /** Lock, process and session, each with how it was found and when. */
  public static ObjectNode of(Evidence evidence) {
    ObjectNode json = JsonFields.object();
    json.set("lock", lock(evidence.lock()).put("read_at", time(evidence.lockAt())));
    json.set("process", process(evidence.process(), evidence.processAt()));
    json.set("session", session(evidence.session(), evidence.sessionAt()));
    return json;
  }

  /** What the lock file says, or why it says nothing. */
  public static ObjectNode lock(LockReading reading) {
    ObjectNode json = JsonFields.object();
    switch (reading) {
      case LockReading.Absent _ -> json.put("state", "absent");
      case LockReading.Damaged damaged ->
          json.put("state", "damaged").put("reason", damaged.reason());
      case LockReading.Unreadable unreadable ->
          json.put("state", "unreadable").put("reason", unreadable.reason());
      case LockReading.Present present -> record(json.put("state", "present"), present.lock());
    }
    return json;
  }

  private static void record(ObjectNode json, LockRecord lock) {
    if (lock.reservation().isEmpty()) {
      json.put("pid", lock.pid());
    }
    json.put("acquired_at", lock.acquiredAt().toString());
    json.put("session_id", lock.sessionId());
    json.put("hostname", lock.hostname());
    json.put("ours", !lock.isStrangers());
    lock.reservation().ifPresent(reservation -> byHand(json, reservation));
    lock.holding()
        .ifPresent(holding -> {
          json.put("worker", holding.worker());
          json.put("generation", holding.generation());
          json.put("run", holding.run());
          json.put("claim", holding.isClaim());
          json.put("start_ticks", holding.agent().startTicks());
          json.put("boot_id", holding.here().bootId());
          json.put("pid_namespace", holding.here().pidNamespace());
          holding.here().box().ifPresent(box -> json.put("box", box));
          json.put("uid", holding.uid());
          json.put("tmux_socket", holding.socket().toString());
          holding
              .place()
              .ifPresent(place ->
                  json.put("tmux_server_pid", place.server().pid())
                      .put("tmux_session", place.session())
                      .put("tmux_pane", place.pane()));
        });
  }

  /** Who keeps agents out by hand, and why. There is no process to be named. */
  public static void byHand(ObjectNode json, Reservation reservation) {
    json.put("by_hand", true);
    json.put("who", reservation.who());
    json.put("reason", reservation.reason());
    json.put("id", reservation.id());
    json.put("uid", reservation.uid());
    reservation.end().ifPresent(end -> json.put("until", time(end.until())));
  }

  private static ObjectNode process(Liveness liveness, Instant at) {
    String answer =
        switch (liveness) {
          case Liveness.Alive _ -> "alive";
          case Liveness.Dead _ -> "dead";
          case Liveness.Unknown _ -> "unknown";
        };
    return leg(answer, liveness.how(), at);
  }

  private static ObjectNode session(SessionLeg leg, Instant at) {
    return switch (leg) {
      case SessionLeg.Gone(String how) -> leg("gone", how, at);
      case SessionLeg.Unknown(String how) -> leg("unknown", how, at);
      case SessionLeg.There(Sighting sighting, String how) ->
          sighting(leg("there", how, at), sighting);
    };
  }

  private static ObjectNode sighting(ObjectNode json, Sighting sighting) {
    json.put("tmux_socket", sighting.socket().toString());
    json.put("tmux_server_pid", sighting.server().pid());
    json.put("session", sighting.name());
    json.put("session_id", sighting.session().toString());
    json.put("pane_id", sighting.pane().toString());
    switch (sighting.state()) {
      case PaneState.RunsAgent _ -> json.put("pane", "agent");
      case PaneState.RunsShell(long pid) -> json.put("pane", "shell").put("pane_pid", pid);
      case PaneState.RunsOther(long pid, _) -> json.put("pane", "other").put("pane_pid", pid);
      case PaneState.Closed _ -> json.put("pane", "closed");
      case PaneState.Dead(_, var status, var signal) -> {
        json.put("pane", "dead");
        status.ifPresent(value -> json.put("exit_status", value));
        signal.ifPresent(value -> json.put("exit_signal", value));
      }
    }
    return json;
  }

  private static ObjectNode leg(String answer, String how, Instant at) {
    return JsonFields.object().put("answer", answer).put("how", how).put("looked_at", time(at));
  }

  /** RFC 3339 with milliseconds: as fine as anything here is. */
  static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
