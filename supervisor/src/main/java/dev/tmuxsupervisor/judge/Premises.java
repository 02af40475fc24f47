package dev.tmuxsupervisor.judge;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A worker's directory and who was seen at work in it.
 *
 * @param names every known worker whose directory this is, never none
 * @param checkout it is a working copy of its own, with a {@code .git} at its top
 * @param runs the random names of the worker's present run
 * @param argv the worker's command; empty when none was written down
 * @param dwellers everybody, the worker's own agent too
 * @param panes living ones that carry the worker's marks
 */
public record Premises(
    List<Place> names,
    boolean checkout,
    Optional<Holder> holder,
    Set<String> runs,
    List<String> argv,
    List<Dweller> dwellers,
    List<MarkedPane> panes) {
  /** Copies what can be changed from outside. */
  public Premises {
    names = List.copyOf(names);
    runs = Set.copyOf(runs);
    argv = List.copyOf(argv);
    dwellers = List.copyOf(dwellers);
    panes = List.copyOf(panes);
  }

  /**
   * A worker, by its name and by where it is.
   *
   * @param directory free of symbolic links
   */
  public record Place(String worker, String root, String directory) {}

  /** The worker, under one of its names. */
  public Place place() {
    return names.getFirst();
  }
}
