package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.judge.Collision;
import dev.tmuxsupervisor.judge.Dweller;
import dev.tmuxsupervisor.judge.Holder;
import dev.tmuxsupervisor.judge.MarkedPane;
import dev.tmuxsupervisor.judge.Premises.Place;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.process.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells of a collision, to a person or to a program. */
final class CollisionWords {
  private static final int LONGEST_COMMAND = 60;

  private CollisionWords() {}

  /** What it is, then who is in it, a line each, then what to do. */
  static List<String> lines(Collision collision) {
    List<String> lines = new ArrayList<>();
    lines.add(sentence(collision));
    parties(collision).forEach(party -> lines.add("  " + party));
    lines.add("  " + collision.cure());
    return lines;
  }

  static String sentence(Collision collision) {
    return "%s: %s: %s".formatted(collision.worker().worker(), collision.title(), collision.why());
  }

  /** Who is in it, a line each. */
  static List<String> parties(Collision collision) {
    return switch (collision) {
      case Collision.SecondAgent second ->
          second.agents().stream().map(CollisionWords::agent).toList();
      case Collision.SecondSession second ->
          second.panes().stream().map(CollisionWords::pane).toList();
      case Collision.HolderElsewhere elsewhere -> List.of(holder(elsewhere.holder()));
      case Collision.Nested nested ->
          List.of(directory(nested.worker()), directory(nested.inner()));
      case Collision.TwoNames names -> {
        List<String> lines = new ArrayList<>(List.of(directory(names.worker())));
        names.otherNames().forEach(place -> lines.add(directory(place)));
        yield lines;
      }
    };
  }

  private static String agent(Collision.Intruder intruder) {
    Dweller process = intruder.process();
    String mark =
        process
            .mark()
            .map(it -> ", of %s generation %s".formatted(it.worker(), it.generation()))
            .orElse("");
    String more =
        switch (intruder.more()) {
          case 0 -> "";
          case 1 -> ", and one process of its own";
          default -> ", and " + intruder.more() + " processes of its own";
        };
    return "pid %d (%s) in %s%s%s"
        .formatted(process.pid(), command(process), process.directory(), mark, more);
  }

  private static String pane(MarkedPane pane) {
    return "session %s (%s on %s), pane %s, generation %s: pid %d (%s)"
        .formatted(
            pane.session(),
            pane.sessionId(),
            pane.socket(),
            pane.pane(),
            pane.generation(),
            pane.pid(),
            pane.command());
  }

  private static String holder(Holder holder) {
    return "pid %d (%s)%s"
        .formatted(
            holder.pid(),
            shortened(holder.command()),
            holder.directory().map(at -> " in " + at).orElse(""));
  }

  private static String directory(Place place) {
    return place.worker() + " in " + place.directory();
  }

  private static String command(Dweller process) {
    return process.command().isEmpty()
        ? process.comm()
        : shortened(String.join(" ", process.command()));
  }

  private static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST_COMMAND
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST_COMMAND)) + "…";
  }

  static ObjectNode json(Collision collision) {
    ObjectNode json =
        place(collision.worker())
            .put("kind", collision.kind())
            .put("actual", collision.isActual())
            .put("why", Printable.of(collision.why()))
            .put("hint", collision.cure());
    ArrayNode others = json.putArray("others");
    collision.others().forEach(other -> others.add(place(other)));
    ArrayNode agents = json.putArray("agents");
    ArrayNode sessions = json.putArray("sessions");
    switch (collision) {
      case Collision.SecondAgent second -> {
        put(json, second.holder());
        second.agents().forEach(intruder -> agents.add(agentJson(intruder)));
      }
      case Collision.SecondSession second -> second.panes().forEach(it -> sessions.add(json(it)));
      case Collision.HolderElsewhere elsewhere -> put(json, Optional.of(elsewhere.holder()));
      case Collision.Nested _, Collision.TwoNames _ -> {}
    }
    return json;
  }

  private static ObjectNode place(Place place) {
    return JsonFields.object()
        .put("worker", place.worker())
        .put("root", place.root())
        .put("directory", place.directory());
  }

  private static void put(ObjectNode json, Optional<Holder> holder) {
    holder.ifPresent(it -> {
      ObjectNode node = json.putObject("holder").put("pid", it.pid()).put("command", it.command());
      it.directory().ifPresent(at -> node.put("directory", at));
    });
  }

  private static ObjectNode agentJson(Collision.Intruder intruder) {
    Dweller process = intruder.process();
    ObjectNode json =
        JsonFields.object()
            .put("pid", process.pid())
            .put("name", process.comm())
            .put("command", String.join(" ", process.command()))
            .put("directory", process.directory())
            .put("processes_below", intruder.more());
    process
        .mark()
        .ifPresent(mark ->
            json.put("of_worker", mark.worker())
                .put("of_generation", mark.generation())
                .put("of_run", mark.run()));
    return json;
  }

  private static ObjectNode json(MarkedPane pane) {
    return JsonFields.object()
        .put("tmux_socket", pane.socket().toString())
        .put("session", pane.session())
        .put("session_id", pane.sessionId())
        .put("pane_id", pane.pane())
        .put("pid", pane.pid())
        .put("command", pane.command())
        .put("generation", pane.generation());
  }
}
