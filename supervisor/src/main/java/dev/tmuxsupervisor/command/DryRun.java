package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.act.SpawnRequest;
import dev.tmuxsupervisor.act.Spawner;
import dev.tmuxsupervisor.judge.Judge;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.publish.EvidenceJson;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Says what a spawn would do. */
final class DryRun {
  private DryRun() {}

  static int print(Desk desk, SpawnRequest request, Spawner spawner, boolean json)
      throws IOException, CommandFailure {
    Worker worker = request.worker();
    Verdict verdict = Judge.judge(desk.look(worker, WorkerFinder.spec(worker), false));
    String commands = spawner.preview(request);
    List<Path> files = List.of(worker.file().path(), worker.runtime().lockFile());
    if (json) {
      var data =
          JsonFields.object()
              .put("worker", worker.name().text())
              .put("verdict", EvidenceJson.name(verdict))
              .put("why", verdict.why())
              .put("tmux", commands);
      files.forEach(file -> data.withArray("files").add(file.toString()));
      return desk.json("spawn_plan", data, List.of());
    }
    desk.say("# " + worker.name() + " is " + EvidenceJson.name(verdict) + ": " + verdict.why());
    files.forEach(file -> desk.say("# would write " + file));
    commands.lines().forEach(desk::say);
    return 0;
  }
}
