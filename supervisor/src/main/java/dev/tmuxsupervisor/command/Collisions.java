package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.judge.Collision;
import dev.tmuxsupervisor.judge.CollisionRule;
import dev.tmuxsupervisor.judge.Premises.Place;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.observe.Neighbourhood;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "collisions",
    description = {
      "Show agents that get into each other's way.",
      "These are two in one directory, a worker with two sessions, a holder that works elsewhere, a worker inside another, and two names for one directory."
    },
    exitCodeListHeading = Verb.EXIT_CODES,
    exitCodeList = {"1:There are collisions."},
    footer = {"  supervisor collisions", "  supervisor collisions --json 'crew/*'"})
final class Collisions extends RootedVerb {
  @Parameters(
      index = "0..*",
      paramLabel = "NAME",
      description =
          "Only these workers: names, or patterns such as 'crew/*'. Default: all, or those below --root.")
  private List<String> names = List.of();

  @Override
  int run(Desk desk) throws CommandFailure, IOException {
    Set<Worker> all = new LinkedHashSet<>(desk.index().workers());
    Set<Place> wanted = wanted(desk, all);
    Neighbourhood.Seen seen = desk.neighbourhood().look(List.copyOf(all));
    List<Collision> collisions =
        CollisionRule.among(seen.premises()).stream()
            .filter(collision -> concerns(collision, wanted))
            .toList();
    if (json()) {
      tellProgram(desk, seen, collisions, wanted.size());
    } else {
      tellPerson(desk, seen, collisions, wanted.size());
    }
    return collisions.stream().anyMatch(Collision::isActual) ? 1 : 0;
  }

  /** Those that are asked about; the others are looked at too, since a collision takes two. */
  private Set<Place> wanted(Desk desk, Set<Worker> all) throws CommandFailure, IOException {
    Set<Worker> chosen = new HashSet<>();
    if (names.isEmpty()) {
      Optional<Path> below = Roster.below(desk, root);
      all.stream()
          .filter(worker -> below.filter(it -> !worker.directory().startsWith(it)).isEmpty())
          .forEach(chosen::add);
    } else {
      WorkerFinder finder = new WorkerFinder(desk, root);
      for (String name : names) {
        chosen.addAll(finder.matching(name));
      }
      all.addAll(chosen);
    }
    Set<Place> places = new HashSet<>();
    chosen.forEach(worker -> places.add(Neighbourhood.place(worker)));
    return places;
  }

  private static boolean concerns(Collision collision, Set<Place> wanted) {
    return Stream.concat(Stream.of(collision.worker()), collision.others().stream())
        .anyMatch(wanted::contains);
  }

  private static void tellProgram(
      Desk desk, Neighbourhood.Seen seen, List<Collision> collisions, int workers) {
    ObjectNode data =
        JsonFields.object().put("workers", workers).put("hidden_processes", seen.hidden());
    ArrayNode found = data.putArray("collisions");
    collisions.forEach(collision -> found.add(CollisionWords.json(collision)));
    desk.json("collisions", data, seen.unseen());
  }

  private static void tellPerson(
      Desk desk, Neighbourhood.Seen seen, List<Collision> collisions, int workers) {
    List<Collision> told = new ArrayList<>(collisions);
    told.sort((a, b) -> Boolean.compare(b.isActual(), a.isActual()));
    for (Collision collision : told) {
      CollisionWords.lines(collision).forEach(desk::say);
    }
    if (told.isEmpty()) {
      desk.say("no collisions; workers looked at: %d".formatted(workers));
    }
    if (seen.hidden() > 0) {
      desk.remark(
          "supervisor: programs of which the kernel does not tell where they work: "
              + seen.hidden());
    }
    seen.unseen().forEach(text -> desk.remark("supervisor: warning: " + text));
  }
}
