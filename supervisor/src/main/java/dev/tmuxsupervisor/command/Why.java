package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.judge.Collision;
import dev.tmuxsupervisor.judge.CollisionRule;
import dev.tmuxsupervisor.judge.Premises.Place;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.observe.Neighbourhood;
import dev.tmuxsupervisor.observe.TmuxLooks;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.publish.EvidenceJson;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;

@Command(
    name = "why",
    description = "Show the evidence about a worker, and what it means in one sentence.",
    footer = "  supervisor why crew/dave")
final class Why extends WorkerVerb {
  @Override
  int run(Desk desk) throws CommandFailure, IOException {
    Worker worker = new WorkerFinder(desk, root).known(name);
    Optional<WorkerSpec> spec = WorkerFinder.spec(worker);
    TmuxLooks looks = desk.looks();
    Looked looked = Looked.at(worker, spec, desk.observer(looks));
    List<Collision> collisions = collisions(desk, worker, looks);
    ObjectNode evidence = EvidenceJson.of(looked.evidence());
    if (json()) {
      ObjectNode data =
          JsonFields.object()
              .put("worker", worker.name().text())
              .put("directory", worker.directory().toString())
              .put("verdict", EvidenceJson.name(looked.verdict()))
              .put("why", looked.verdict().why());
      spec.ifPresent(it -> data.put("desired", it.desired().name().toLowerCase(Locale.ROOT)));
      StateJson.put(data, looked);
      data.setAll(evidence);
      ArrayNode found = data.putArray("collisions");
      collisions.forEach(collision -> found.add(CollisionWords.json(collision)));
      ArrayNode events = data.putArray("events");
      desk.latestEvents(worker).forEach(event -> events.add(event.node()));
      return desk.json("why", data, List.of());
    }
    desk.say(
        "%s is %s: %s"
            .formatted(
                worker.name(),
                EvidenceJson.name(looked.verdict()).replace('_', ' '),
                Printable.of(looked.verdict().why())));
    StateWords.lines(looked).forEach(desk::say);
    evidence.properties().forEach(leg -> print(desk, worker, leg.getKey(), leg.getValue()));
    collisions(desk, collisions);
    events(desk, worker);
    return 0;
  }

  /** With its own directory and those that lie around or in it, which is what a glance can tell. */
  private static List<Collision> collisions(Desk desk, Worker worker, TmuxLooks looks)
      throws CommandFailure, IOException {
    Set<Worker> near = new LinkedHashSet<>(Set.of(worker));
    near.addAll(desk.index().around(worker.directory()));
    Place place = Neighbourhood.place(worker);
    return CollisionRule.among(desk.neighbourhood(looks).look(List.copyOf(near)).premises())
        .stream()
        .filter(collision -> collision.worker().equals(place) || collision.others().contains(place))
        .toList();
  }

  private static void collisions(Desk desk, List<Collision> collisions) {
    if (!collisions.isEmpty()) {
      desk.say("");
      desk.say("collisions");
    }
    collisions.stream()
        .flatMap(collision -> CollisionWords.lines(collision).stream())
        .forEach(line -> desk.say("  " + line));
  }

  private static void events(Desk desk, Worker worker) throws IOException {
    List<JsonNode> events = desk.latestEvents(worker).stream().map(JsonFields::node).toList();
    if (events.isEmpty()) {
      return;
    }
    desk.say("");
    desk.say("latest");
    for (JsonNode event : events) {
      desk.say(
          Printable.of(
              "  %s  %s %s%s"
                  .formatted(
                      event.path("at").asText(),
                      event.path("event").asText(),
                      event.path("outcome").asText(),
                      event.has("why") ? ": " + event.path("why").asText() : "")));
    }
  }

  private static void print(Desk desk, Worker worker, String leg, JsonNode facts) {
    desk.say("");
    desk.say(leg.equals("lock") ? "lock  " + worker.runtime().lockFile() : leg);
    facts
        .properties()
        .forEach(fact ->
            desk.say(
                "  %-16s %s"
                    .formatted(
                        fact.getKey().replace('_', ' '), Printable.of(fact.getValue().asText()))));
  }
}
