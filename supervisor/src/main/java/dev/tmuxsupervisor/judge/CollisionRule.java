package dev.tmuxsupervisor.judge;

import dev.tmuxsupervisor.judge.Collision.Intruder;
import dev.tmuxsupervisor.judge.Premises.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** From who was seen in which directory to who is in whose way. Pure. */
public final class CollisionRule {
  private CollisionRule() {}

  /** Everything that is wrong among these, in their order. */
  public static List<Collision> among(List<Premises> all) {
    Map<String, Premises> byDirectory = new HashMap<>();
    for (Premises premises : all) {
      premises.names().forEach(name -> byDirectory.put(name.directory(), premises));
    }
    List<Collision> found = new ArrayList<>();
    for (Premises premises : all) {
      found.addAll(within(premises));
      around(premises, byDirectory).ifPresent(found::add);
    }
    return List.copyOf(found);
  }

  /** What would be wrong if an agent were started here, as seen of this directory alone. */
  public static Optional<Collision> ifStarted(Premises premises) {
    List<Intruder> intruders = Intruders.in(premises, Set.of());
    return intruders.isEmpty()
        ? Optional.empty()
        : Optional.of(new Collision.SecondAgent(premises.place(), premises.holder(), intruders));
  }

  /** What would be wrong if an agent were started at this place, as to the workers around it. */
  public static Optional<Collision> ifStarted(
      Place place, boolean checkout, List<Premises> neighbours) {
    for (Premises other : neighbours) {
      if (other.holder().isEmpty()) {
        continue;
      }
      if (lies(place, other.place()) && !checkout) {
        return Optional.of(new Collision.Nested(other.place(), place, true));
      }
      if (lies(other.place(), place) && !other.checkout()) {
        return Optional.of(new Collision.Nested(place, other.place(), true));
      }
    }
    return Optional.empty();
  }

  private static boolean lies(Place inner, Place outer) {
    return inner.directory().startsWith(outer.directory() + "/");
  }

  private static List<Collision> within(Premises premises) {
    List<Collision> found = new ArrayList<>();
    Place place = premises.place();
    if (premises.names().size() > 1) {
      found.add(
          new Collision.TwoNames(place, premises.names().subList(1, premises.names().size())));
    }
    boolean sessions = premises.panes().size() > 1;
    if (sessions) {
      found.add(new Collision.SecondSession(place, premises.panes()));
    }
    premises
        .holder()
        .filter(holder -> isElsewhere(holder, premises))
        .ifPresent(holder -> found.add(new Collision.HolderElsewhere(place, holder)));
    Set<Long> told =
        sessions
            ? premises.panes().stream().map(MarkedPane::pid).collect(Collectors.toSet())
            : Set.of();
    List<Intruder> intruders = Intruders.in(premises, told);
    // Without one that holds it, the first that works there is alone.
    if (intruders.size() > (premises.holder().isPresent() ? 0 : 1)) {
      found.add(new Collision.SecondAgent(place, premises.holder(), intruders));
    }
    return found;
  }

  /**
   * An agent may go elsewhere while it works. One that neither began here nor is here now holds a
   * lock that says nothing about this directory.
   */
  private static boolean isElsewhere(Holder holder, Premises premises) {
    return !holder.spawned()
        && holder.directory().filter(at -> isOutside(at, premises)).isPresent()
        && holder.began().filter(at -> !isOutside(at, premises)).isEmpty();
  }

  private static boolean isOutside(String at, Premises premises) {
    return premises.names().stream()
        .map(Place::directory)
        .noneMatch(directory -> at.equals(directory) || at.startsWith(directory + "/"));
  }

  /** With the nearest worker around it, which a working copy of its own does not mind. */
  private static Optional<Collision> around(Premises inner, Map<String, Premises> byDirectory) {
    Place place = inner.place();
    if (inner.checkout()) {
      return Optional.empty();
    }
    String above = place.directory();
    for (int end = above.lastIndexOf('/'); end > 0; end = above.lastIndexOf('/')) {
      above = above.substring(0, end);
      Premises outer = byDirectory.get(above);
      if (outer != null) {
        return Optional.of(
            new Collision.Nested(
                outer.place(), place, outer.holder().isPresent() && inner.holder().isPresent()));
      }
    }
    return Optional.empty();
  }
}
