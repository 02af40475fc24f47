package dev.tmuxsupervisor.observe;

import dev.tmuxsupervisor.judge.PaneState;
import dev.tmuxsupervisor.judge.Sighting;
import dev.tmuxsupervisor.process.Printable;

/** Puts a sighting into words. */
final class Sightings {
  private Sightings() {}

  static String words(Sighting sighting) {
    String where =
        "session %s (%s) has ".formatted(Printable.of(sighting.name()), sighting.session());
    return where
        + switch (sighting.state()) {
          case PaneState.RunsAgent _ -> "pane " + sighting.pane() + " running it";
          case PaneState.Dead(_, var status, var signal) ->
              "a dead pane "
                  + sighting.pane()
                  + (status.isPresent()
                      ? ", exit status " + status.getAsInt()
                      : signal.isPresent()
                          ? ", ended by signal " + signal.getAsInt()
                          : ", exit status unknown");
          case PaneState.RunsShell _ -> "only a shell left in pane " + sighting.pane();
          case PaneState.RunsOther(long pid, String command) ->
              "pane %s running process %d (%s)"
                  .formatted(sighting.pane(), pid, Printable.of(command));
          case PaneState.Closed _ -> "lost its pane " + sighting.pane();
        };
  }
}
