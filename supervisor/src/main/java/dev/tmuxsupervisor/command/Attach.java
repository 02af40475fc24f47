package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.judge.PaneState;
import dev.tmuxsupervisor.judge.SessionLeg;
import dev.tmuxsupervisor.judge.Sighting;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.tmux.Tmux;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

@Command(
    name = "attach",
    description = "Show a worker's session in this terminal; inside tmux, switch to it.",
    footer = "  supervisor attach crew/dave")
final class Attach extends WorkerVerb {
  @Override
  int run(Desk desk) throws CommandFailure, IOException {
    return handOff(desk, new WorkerFinder(desk, root).known(name));
  }

  /** Leaves the terminal to tmux. */
  static int handOff(Desk desk, Worker worker) throws CommandFailure, IOException {
    Looked looked = Looked.at(worker, WorkerFinder.spec(worker), desk.observer());
    Sighting sighting = require(looked);
    Tmux tmux = desk.tmux(sighting.socket());
    Optional<TmuxSocket> around = desk.surroundings().around();
    if (around.isPresent() && !around.get().equals(sighting.socket())) {
      throw new CommandFailure(
          ErrorCode.OTHER_TMUX_SERVER,
          "%s lives in the tmux server at %s, and you are inside the one at %s"
              .formatted(worker.name(), sighting.socket(), around.get()),
          "detach first (prefix d), then: supervisor attach " + worker.name());
    }
    List<String> argv =
        around.isEmpty()
            ? tmux.attachCommand(sighting.session())
            : tmux.switchClientCommand(sighting.session());
    desk.replies()
        .handOff(
            sighting.state() instanceof PaneState.Closed
                ? argv
                : Tmux.selecting(sighting.pane(), argv));
    return 0;
  }

  static Sighting require(Looked looked) throws CommandFailure {
    return switch (looked.evidence().session()) {
      case SessionLeg.There(Sighting sighting, _) -> sighting;
      case SessionLeg.Gone _ when looked.verdict() instanceof Verdict.Reserved reserved ->
          throw new CommandFailure(
              ErrorCode.NO_SESSION,
              looked.worker().name() + " has no session: it is " + Printable.of(reserved.why()),
              Refusals.release(looked.worker().name()));
      case SessionLeg.Gone(String how) ->
          throw new CommandFailure(
              ErrorCode.NO_SESSION,
              looked.worker().name() + " has no session: " + Printable.of(how),
              "start it: supervisor spawn " + looked.worker().name() + " -- COMMAND");
      case SessionLeg.Unknown(String how) ->
          throw new CommandFailure(
              ErrorCode.TMUX_UNREACHABLE,
              looked.worker().name() + ": its session cannot be found out: " + Printable.of(how),
              "see the evidence: supervisor why " + looked.worker().name());
    };
  }
}
