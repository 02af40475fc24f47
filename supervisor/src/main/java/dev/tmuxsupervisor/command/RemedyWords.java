package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.act.Attended;
import dev.tmuxsupervisor.judge.Remedy;
import dev.tmuxsupervisor.process.BootTime;
import dev.tmuxsupervisor.process.Printable;
import java.io.IOException;

/** What is to be done for a worker, in words. */
final class RemedyWords {
  private RemedyWords() {}

  /** For programs; closed, and part of the interface. */
  static String name(Remedy remedy) {
    return switch (remedy) {
      case Remedy.Nothing _ -> "nothing";
      case Remedy.Hold _ -> "hold";
      case Remedy.Adopt _ -> "adopt";
      case Remedy.Rename _ -> "rename";
      case Remedy.FinishStop _ -> "finish_stop";
      case Remedy.EndTree _ -> "end_tree";
      case Remedy.Bury _ -> "record_end";
      case Remedy.KeepOut _ -> "keep_out";
      case Remedy.Expire _ -> "expire";
      case Remedy.Await _ -> "wait";
      case Remedy.Respawn _ -> "respawn";
      case Remedy.Start _ -> "start";
    };
  }

  static String why(Remedy remedy) throws IOException {
    return switch (remedy) {
      case Remedy.Nothing _ -> "it is as it should be, or not ours to change";
      case Remedy.Hold(String why) -> Printable.of(why);
      case Remedy.Adopt _ -> "its agent lives, and its lock does not say so";
      case Remedy.Rename(_, var sighting) ->
          "its session is called " + Printable.of(sighting.name()) + " now";
      case Remedy.FinishStop(var verdict) ->
          "it is to be down, and a stop was cut off: " + Printable.of(verdict.why());
      case Remedy.EndTree(var orphan) -> Printable.of(orphan.why());
      case Remedy.KeepOut(String why, _) -> Printable.of(why);
      case Remedy.Expire _ -> "the time for which somebody kept it by hand is over";
      case Remedy.Bury _ -> "its run is over, and its policy decides what is to come";
      case Remedy.Await(BootTime due) ->
          "it is started again in " + Durations.words(BootTime.now().until(due));
      case Remedy.Respawn(var orphan) -> Printable.of(orphan.why());
      case Remedy.Start(var stale) ->
          stale.isPresent() ? "its process is dead and its session is gone" : "nobody is there";
    };
  }

  /** What a dry run says. */
  static String would(Remedy remedy) throws IOException {
    String what =
        switch (remedy) {
          case Remedy.Nothing _ -> "nothing to do";
          case Remedy.Hold _ -> "would be left alone";
          case Remedy.Adopt _ -> "would get its lock back";
          case Remedy.Rename _ -> "would have its lock name the session anew";
          case Remedy.FinishStop _ -> "would be taken down";
          case Remedy.EndTree _ -> "would have its processes ended, then be started again";
          case Remedy.Bury _ -> "would have its end written down, and be started again if due";
          case Remedy.Await _ -> "would wait";
          case Remedy.KeepOut _ -> "would be left alone";
          case Remedy.Expire _ -> "would have its lock removed, and be started again if due";
          case Remedy.Respawn _ -> "would be started again in its pane";
          case Remedy.Start _ -> "would be started again in a new session";
        };
    return what + ": " + why(remedy);
  }

  /** What there was to say when nothing was done. */
  static String left(Attended attended) throws IOException {
    return attended.last() instanceof Remedy.Nothing
        ? "nothing to do: " + Printable.of(attended.verdict().why())
        : why(attended.last());
  }
}
