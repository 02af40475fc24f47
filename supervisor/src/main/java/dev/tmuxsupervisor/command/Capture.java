package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.judge.Sighting;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "capture",
    description = "Print what a worker's pane shows.",
    footer = "  supervisor capture crew/dave -n 20")
final class Capture extends WorkerVerb {
  private static final int MOST = 100_000;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "LINES",
      defaultValue = "50",
      description = "The last so many lines, history included. Default: ${DEFAULT-VALUE}.")
  private int lines = 50;

  @Override
  int run(Desk desk) throws CommandFailure, IOException {
    if (lines < 1 || lines > MOST) {
      throw new CommandFailure(
          ErrorCode.USAGE, "-n " + lines + " is not between 1 and " + MOST, "such as -n 50");
    }
    Worker worker = new WorkerFinder(desk, root).known(name);
    Looked looked = Looked.at(worker, WorkerFinder.spec(worker), desk.observer());
    Sighting sighting = Attach.require(looked);
    List<String> screen =
        Tmuxes.require(
            desk.tmux(sighting.socket()).capture(sighting.server(), sighting.pane(), lines),
            sighting.socket());
    if (json()) {
      var data = JsonFields.object().put("worker", worker.name().text());
      data.put("pane_id", sighting.pane().toString());
      var array = data.putArray("lines");
      screen.forEach(array::add);
      return desk.json("capture", data, List.of());
    }
    screen.forEach(line -> desk.say(Printable.of(line)));
    return 0;
  }
}
