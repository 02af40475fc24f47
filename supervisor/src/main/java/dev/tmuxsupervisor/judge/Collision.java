package dev.tmuxsupervisor.judge;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Two agents that get into each other's way, or two workers that are one place. */
public sealed interface Collision {
  /** The worker that it is about. */
  Premises.Place worker();

  /** What is wrong, in one sentence that follows the worker's name. */
  String why();

  /** What to do about it. */
  String cure();

  /** Who has to do with it, beside the worker. */
  default List<Premises.Place> others() {
    return switch (this) {
      case Nested nested -> List.of(nested.inner());
      case TwoNames names -> names.otherNames();
      case SecondAgent _, SecondSession _, HolderElsewhere _ -> List.of();
    };
  }

  /** Whether it is one now; not so while one of the two has no agent. */
  default boolean isActual() {
    return !(this instanceof Nested nested) || nested.actual();
  }

  /** The name of the case, for JSON: closed, and part of the interface. */
  default String kind() {
    return switch (this) {
      case SecondAgent _ -> "second_agent";
      case SecondSession _ -> "second_session";
      case HolderElsewhere _ -> "holder_elsewhere";
      case Nested _ -> "nested";
      case TwoNames _ -> "two_names";
    };
  }

  /**
   * An agent that the worker's own did not start.
   *
   * @param more how many processes below it work here too
   */
  record Intruder(Dweller process, int more) {}

  /** More agents than one work in the directory. */
  record SecondAgent(Premises.Place worker, Optional<Holder> holder, List<Intruder> agents)
      implements Collision {
    @Override
    public String why() {
      String who =
          agents.size() == 1
              ? "another agent works in its directory"
              : agents.size() + " other agents work in its directory";
      return who + holder.map(it -> ", beside its own, pid " + it.pid()).orElse("");
    }

    @Override
    public String cure() {
      return "end it where it runs, or give it a directory of its own, such as a git worktree";
    }
  }

  /** Several panes carry the worker's marks, whatever became of the lock. */
  record SecondSession(Premises.Place worker, List<MarkedPane> panes) implements Collision {
    @Override
    public String why() {
      return panes.size() + " panes of tmux bear its marks, each with an agent of its own";
    }

    @Override
    public String cure() {
      return "look at each, and close those that the lock does not name: supervisor why "
          + worker.worker();
    }
  }

  /** The lock keeps others out of a directory in which its holder does not work. */
  record HolderElsewhere(Premises.Place worker, Holder holder) implements Collision {
    @Override
    public String why() {
      return "its lock is held by pid %d, which works elsewhere".formatted(holder.pid());
    }

    @Override
    public String cure() {
      return "end that program, or start it in the worker's directory";
    }
  }

  /** A worker's directory lies within another's, and is no working copy of its own. */
  record Nested(Premises.Place worker, Premises.Place inner, boolean actual) implements Collision {
    @Override
    public String why() {
      return "%s lies within the directory of %s%s"
          .formatted(
              inner.worker(), worker.worker(), actual ? "" : ", though not both have an agent now");
    }

    @Override
    public String cure() {
      return "stop one of them, or make the inner one a working copy of its own: git worktree add";
    }
  }

  /** Several names for one directory, by symbolic links, mounts or roots. */
  record TwoNames(Premises.Place worker, List<Premises.Place> otherNames) implements Collision {
    @Override
    public String why() {
      return "its directory is also that of "
          + String.join(
              " and of ",
              otherNames.stream()
                  .map(it -> it.worker() + " (" + it.directory() + ", root " + it.root() + ")")
                  .toList());
    }

    @Override
    public String cure() {
      return "use one name; they share one lock, so that no second agent is started";
    }
  }

  /** The kind as words. */
  default String title() {
    return kind().replace('_', ' ').toLowerCase(Locale.ROOT);
  }
}
