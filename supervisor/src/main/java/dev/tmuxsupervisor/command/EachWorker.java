package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does one thing to one worker or to each of several, and tells of every one. */
final class EachWorker {
  private final Desk desk;
  private final String verb;
  private final boolean json;
  private final Deed deed;

  EachWorker(Desk desk, String verb, boolean json, Deed deed) {
    this.desk = desk;
    this.verb = verb;
    this.json = json;
    this.deed = deed;
  }

  /** What is done; it may be done to several workers at the same time. */
  @FunctionalInterface
  interface Deed {
    Done to(Worker worker) throws CommandFailure, IOException, InterruptedException;
  }

  /**
   * What became of a worker.
   *
   * @param lines in words; the first alone says it all
   * @param data for programs, without the worker's name
   */
  record Done(List<String> lines, ObjectNode data) {
    Done {
      lines = List.copyOf(lines);
    }
  }

  /** How it went, and whether it did. */
  private sealed interface Result {
    record Good(Done done) implements Result {}

    record Bad(CommandFailure failure) implements Result {}
  }

  /** One worker, told in full. */
  int only(Worker worker) throws CommandFailure, IOException, InterruptedException {
    Done done = deed.to(worker);
    if (json) {
      ObjectNode data = JsonFields.object().put("worker", worker.name().text());
      data.setAll(done.data());
      return desk.json(verb, data, List.of());
    }
    done.lines().forEach(desk::say);
    return 0;
  }

  /** Several, in their order, a line each; answers the worst exit code. */
  int all(List<Worker> workers, int atOnce) throws InterruptedException {
    ObjectNode data = JsonFields.object();
    ArrayNode results = data.putArray("results");
    int worst = 0;
    try (ExecutorService pool =
        Executors.newFixedThreadPool(atOnce, Thread.ofVirtual().factory())) {
      List<Future<Result>> awaited =
          workers.stream().map(worker -> pool.submit(() -> attempt(worker))).toList();
      for (int at = 0; at < workers.size(); at++) {
        Result result = await(awaited.get(at), pool);
        worst = Math.max(worst, exit(result));
        if (json) {
          results.add(json(workers.get(at), result));
        } else {
          say(result);
        }
      }
    }
    if (json) {
      desk.json(verb + "_results", data, List.of());
    }
    return worst;
  }

  private Result attempt(Worker worker) throws InterruptedException {
    try {
      return new Result.Good(deed.to(worker));
    } catch (CommandFailure e) {
      return new Result.Bad(e);
    } catch (IOException e) {
      return new Result.Bad(CommandFailure.of(e));
    }
  }

  private static Result await(Future<Result> result, ExecutorService pool)
      throws InterruptedException {
    try {
      return result.get();
    } catch (InterruptedException e) {
      pool.shutdownNow(); // the user went away: what has begun ends, and nothing else begins
      throw e;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static int exit(Result result) {
    return result instanceof Result.Bad(CommandFailure failure) ? failure.code().exit() : 0;
  }

  private void say(Result result) {
    switch (result) {
      case Result.Good(Done done) -> desk.say(done.lines().getFirst());
      case Result.Bad(CommandFailure failure) -> {
        desk.remark("supervisor: " + failure.text());
        if (!failure.hint().isEmpty()) {
          desk.remark("  " + failure.hint());
        }
      }
    }
  }

  private static ObjectNode json(Worker worker, Result result) {
    ObjectNode json = JsonFields.object().put("worker", worker.name().text());
    json.put("ok", result instanceof Result.Good).put("exit", exit(result));
    switch (result) {
      case Result.Good(Done done) -> json.setAll(done.data());
      case Result.Bad(CommandFailure failure) -> json.set("error", Envelope.error(failure));
    }
    return json;
  }
}
