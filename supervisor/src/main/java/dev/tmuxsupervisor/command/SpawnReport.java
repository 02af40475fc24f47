package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.act.SpawnOutcome;
import dev.tmuxsupervisor.judge.PaneState;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.lock.Holding;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.lock.LockRecord;
import dev.tmuxsupervisor.observe.Ending;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Tells what a spawn led to. */
final class SpawnReport {
  private final Desk desk;
  private final Worker worker;
  private final boolean json;

  SpawnReport(Desk desk, Worker worker, boolean json) {
    this.desk = desk;
    this.worker = worker;
    this.json = json;
  }

  int started(SpawnOutcome.Started started, Duration settle, boolean attach)
      throws IOException, InterruptedException, CommandFailure {
    Holding holding = started.lock().holding().orElseThrow();
    Optional<Ending> ending =
        settle.isZero()
            ? Optional.empty()
            : Ending.within(settle, holding, desk.tmux(new TmuxSocket(holding.socket())));
    int exit = print(started.lock(), "started", ending);
    if (ending.isPresent()) {
      return ending.get().pane().status().orElse(1) == 0 ? exit : ErrorCode.AGENT_ENDED.exit();
    }
    return attach ? Attach.handOff(desk, worker) : exit;
  }

  int alreadyThere(Verdict verdict, boolean attach) throws IOException, CommandFailure {
    if (attach) {
      return Attach.handOff(desk, worker);
    }
    return verdict instanceof Verdict.Held(var lock, _, _)
        ? print(lock.lock(), "already there", Optional.empty())
        : 0;
  }

  /** A lock that another program wrote has less to tell. */
  private int print(LockRecord lock, String what, Optional<Ending> ending) {
    Optional<Holding> ours = lock.holding();
    if (json) {
      ObjectNode data =
          JsonFields.object()
              .put("worker", worker.name().text())
              .put("outcome", what.replace(' ', '_'))
              .put("directory", worker.directory().toString())
              .put("session", lock.sessionId())
              .put("pid", lock.pid())
              .put("lock", worker.runtime().lockFile().toString());
      ours.ifPresent(holding ->
          data.put("generation", holding.generation())
              .put("run", holding.run())
              .put("tmux_socket", holding.socket().toString()));
      ours.flatMap(Holding::place)
          .ifPresent(place -> data.put("session_id", place.session()).put("pane_id", place.pane()));
      data.put("ended", ending.isPresent());
      ending.ifPresent(end -> {
        end.pane().status().ifPresent(status -> data.put("exit_status", status));
        end.pane().signal().ifPresent(signal -> data.put("exit_signal", signal));
        end.lastLines().forEach(data.withArray("last_lines")::add);
      });
      return desk.json("spawn", data, List.of());
    }
    Optional<Holding.Place> place = ours.flatMap(Holding::place);
    String where =
        place
            .map(it -> " (" + it.session() + " on " + ours.orElseThrow().socket() + ")")
            .orElse("");
    desk.say(worker.name() + " " + what);
    desk.say("  session     " + lock.sessionId() + where);
    place.ifPresent(it -> desk.say("  pane        " + it.pane()));
    desk.say("  pid         " + lock.pid());
    ours.ifPresent(it -> desk.say("  generation  " + it.generation()));
    desk.say("  lock        " + worker.runtime().lockFile());
    if (ending.isPresent()) {
      ended(ending.get());
    } else {
      desk.say("  attach      supervisor attach " + worker.name());
    }
    return 0;
  }

  static String how(PaneState.Dead pane) {
    return pane.status().isPresent()
        ? "with exit status " + pane.status().getAsInt()
        : pane.signal().isPresent()
            ? "by signal " + pane.signal().getAsInt()
            : "with an exit status that tmux does not know";
  }

  private void ended(Ending ending) {
    desk.remark(
        "supervisor: the agent of " + worker.name() + " ended at once, " + how(ending.pane()));
    ending.lastLines().forEach(line -> desk.remark("  | " + line));
    desk.remark("  start it again: supervisor spawn " + worker.name() + " -- COMMAND");
  }
}
