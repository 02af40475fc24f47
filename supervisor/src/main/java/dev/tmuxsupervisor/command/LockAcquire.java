package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.act.ReserveOutcome;
import dev.tmuxsupervisor.act.ReserveRequest;
import dev.tmuxsupervisor.act.Reserver;
import dev.tmuxsupervisor.command.WorkerFinder.Missing;
import dev.tmuxsupervisor.judge.SessionLeg;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.lock.Reservation;
import dev.tmuxsupervisor.observe.Autopsy;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "acquire",
    description = {
      "Keep agents out of a worker, or of any directory.",
      "Until the lock is released or its time is over; a worker that is wanted comes back then."
    },
    footer = "  supervisor lock acquire crew/dave --reason 'deploy in progress' --ttl 2h")
final class LockAcquire extends PlaceVerb {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofDays(366);

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why, for those who are kept out.")
  private String reason = "";

  @Option(
      names = "--ttl",
      paramLabel = "TIME",
      converter = Durations.class,
      description = "When it frees itself, such as 2h. Default: never.")
  private Optional<Duration> ttl = Optional.empty();

  @Option(names = "--by", paramLabel = "WHO", description = "Who you are. Default: your user name.")
  private Optional<String> who = Optional.empty();

  @Option(
      names = "--force",
      description =
          "Take it also from an agent of the supervisor, which is ended first and stays down, or from whoever else keeps it by hand.")
  private boolean force;

  @Override
  int run(Desk desk) throws CommandFailure, IOException, InterruptedException {
    String by = fit("--by", who.orElseGet(() -> System.getProperty("user.name", "")));
    fit("--reason", reason);
    requireUsable(ttl);
    Worker worker = worker(desk, (finder, name) -> finder.toSpawn(name, Missing.REFUSED));
    ReserveRequest request = new ReserveRequest(worker, by, reason, ttl, force);
    Reserver reserver =
        new Reserver(desk::look, desk.surroundings().doors(), Autopsy::of, PATIENCE);
    desk.index().add(worker); // first: whoever dies after it leaves no lock that no list shows
    if (force) {
      desk.supervision().changing(worker);
      // Whoever dies between the end of the agent and the lock leaves a worker that is down.
      desk.journal("acquire", worker, AcquireReport.begun(request));
    }
    ReserveOutcome outcome = Undisturbed.run(() -> reserver.reserve(request));
    desk.supervision().changed(worker);
    ObjectNode details = AcquireReport.json(worker, outcome);
    desk.journal("acquire", worker, details);
    return switch (outcome) {
      case ReserveOutcome.Reserved reserved -> {
        if (json()) {
          yield desk.json("lock_acquire", details, List.of());
        }
        AcquireReport.lines(worker, reserved, desk.surroundings().zone()).forEach(desk::say);
        yield 0;
      }
      case ReserveOutcome.Refused refused -> throw refusal(worker, refused);
      case ReserveOutcome.NotFenced(var verdict, var remaining) ->
          throw StopReport.notStopped(worker, verdict, remaining);
    };
  }

  private static CommandFailure refusal(Worker worker, ReserveOutcome.Refused refused) {
    CommandFailure failure = Refusals.of(worker.name(), refused.verdict());
    if (!refused.byForce()) {
      return failure;
    }
    boolean runs =
        !(refused.verdict() instanceof Verdict.Reserved reserved)
            || reserved.session() instanceof SessionLeg.There;
    return new CommandFailure(
        failure.code(),
        failure.text(),
        "to take it all the same" + (runs ? ", and end what runs" : "") + ": --force");
  }

  private static String fit(String option, String text) throws CommandFailure {
    if (!Reservation.isFit(text)) {
      throw new CommandFailure(
          ErrorCode.USAGE,
          option
              + " is empty, longer than "
              + Reservation.LONGEST
              + " characters, or has some that cannot be shown",
          "say it in one line, such as --reason 'deploy in progress'");
    }
    return text;
  }

  private static void requireUsable(Optional<Duration> ttl) throws CommandFailure {
    if (ttl.filter(it -> it.isZero() || it.compareTo(LONGEST) > 0).isPresent()) {
      throw new CommandFailure(
          ErrorCode.USAGE,
          "--ttl is nothing, or longer than a year",
          "such as --ttl 2h; leave it out for a lock that never frees itself");
    }
  }
}
