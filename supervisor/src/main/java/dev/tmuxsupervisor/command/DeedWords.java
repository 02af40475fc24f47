package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.act.Deed;
import dev.tmuxsupervisor.act.StopOutcome;

/** What was done for a worker, in words. */
final class DeedWords {
  private DeedWords() {}

  /** For programs; closed, and part of the interface. */
  static String name(Deed deed) {
    return switch (deed) {
      case Deed.Buried _ -> "end_recorded";
      case Deed.TreeEnded _ -> "tree_ended";
      case Deed.Stuck _ -> "stuck";
      case Deed.Adopted _ -> "adopted";
      case Deed.Renamed _ -> "renamed";
      case Deed.Expired _ -> "expired";
      case Deed.Restarted _ -> "restarted";
      case Deed.NotStarted _ -> "not_started";
      case Deed.StopFinished _ -> "stopped";
    };
  }

  static String words(Deed deed) {
    return switch (deed) {
      case Deed.Buried(var run, _) ->
          "generation " + run.generation() + " is over: " + run.cause() + ", " + run.exit().words();
      case Deed.TreeEnded(var ended, _, _) -> "ended " + ended.size() + " processes that were left";
      case Deed.Stuck(var remaining) ->
          remaining.size() + " processes would not end; try: supervisor stop --kill";
      case Deed.Adopted(var lock) -> "its lock names pid " + lock.pid() + " again";
      case Deed.Renamed(_, String to) -> "its lock names session " + to + " now";
      case Deed.Expired _ -> "nobody keeps it by hand any more: the time for that is over";
      case Deed.Restarted(var spec, var lock) ->
          "runs again as generation " + spec.generation() + ", pid " + lock.pid();
      case Deed.NotStarted(String reason, _) -> "was not started: " + reason;
      case Deed.StopFinished(StopOutcome outcome) ->
          outcome instanceof StopOutcome.NotStopped ? "is not down yet" : "is down";
    };
  }

  static boolean isFailure(Deed deed) {
    return deed instanceof Deed.NotStarted
        || deed instanceof Deed.Stuck
        || (deed instanceof Deed.StopFinished(StopOutcome outcome)
            && outcome instanceof StopOutcome.NotStopped);
  }
}
