package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.act.SpawnOutcome;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.lock.Holding;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.lock.LockRecord;
import dev.tmuxsupervisor.worker.Exit;
import dev.tmuxsupervisor.worker.RunRecord;
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
  private final Optional<Aside> aside;

  SpawnReport(Desk desk, Worker worker, boolean json) {
    this(desk, worker, json, Optional.empty());
  }

  SpawnReport(Desk desk, Worker worker, boolean json, Optional<Aside> aside) {
    this.desk = desk;
    this.worker = worker;
    this.json = json;
    this.aside = aside;
  }

  int started(SpawnOutcome.Started started, Duration settle, boolean attach)
      throws IOException, InterruptedException, CommandFailure {
    Holding holding = started.lock().holding().orElseThrow();
    Optional<RunRecord> ending =
        settle.isZero() ? Optional.empty() : EarlyEnd.within(settle, worker, holding);
    int exit = print("spawn", started.lock(), "started", ending, List.of());
    if (ending.isPresent()) {
      return ending.get().exit().isSuccess() ? exit : ErrorCode.AGENT_ENDED.exit();
    }
    return attach ? Attach.handOff(desk, worker) : exit;
  }

  int alreadyThere(Verdict verdict, boolean attach) throws IOException, CommandFailure {
    if (attach) {
      return Attach.handOff(desk, worker);
    }
    return verdict instanceof Verdict.Held(var lock, _, _)
        ? print("spawn", lock.lock(), "already there", Optional.empty(), List.of())
        : 0;
  }

  int adopted(LockRecord lock, List<String> warnings) {
    int exit = print("adopt", lock, "adopted", Optional.empty(), warnings);
    if (!json) {
      warnings.forEach(warning -> desk.remark("supervisor: warning: " + warning));
    }
    return exit;
  }

  /** A lock that another program wrote has less to tell. */
  private int print(
      String schema,
      LockRecord lock,
      String what,
      Optional<RunRecord> ending,
      List<String> warnings) {
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
      aside.ifPresent(it -> data.set("worktree", it.json()));
      data.put("ended", ending.isPresent());
      ending.ifPresent(end -> {
        switch (end.exit()) {
          case Exit.Status(int status) -> data.put("exit_status", status);
          case Exit.Signal(int signal) -> data.put("exit_signal", signal);
          case Exit.Unknown _ -> {}
        }
        end.lastLines().forEach(data.withArray("last_lines")::add);
      });
      return desk.json(schema, data, warnings);
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
    aside.map(Aside::lines).orElse(List.of()).forEach(desk::say);
    if (ending.isPresent()) {
      ended(ending.get());
    } else {
      desk.say("  attach      supervisor attach " + worker.name());
    }
    return 0;
  }

  static String how(Exit exit) {
    return switch (exit) {
      case Exit.Status(int status) -> "with exit status " + status;
      case Exit.Signal(int signal) -> "by signal " + signal;
      case Exit.Unknown _ -> "with an exit status that tmux does not know";
    };
  }

  private void ended(RunRecord ending) {
    desk.remark(
        "supervisor: the agent of " + worker.name() + " ended at once, " + how(ending.exit()));
    ending.lastLines().forEach(line -> desk.remark("  | " + line));
    desk.remark("  see what becomes of it: supervisor why " + worker.name());
  }
}
