package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.judge.State;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.worker.Desired;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(
    name = "wait",
    description = {
      "Wait until workers are in a state.",
      "Stopped is also who is kept down by hand."
    },
    exitCodeListHeading = Verb.EXIT_CODES,
    exitCodeList = {
      "0:All of them were in one of the states.",
      "7:One is in a state that it does not leave by itself: finished, stopped, failed (the breaker, too, is for a person to look at), damaged or foreign.",
      "124:The time is over."
    },
    footer = {
      "  supervisor wait crew/dave --until finished",
      "  supervisor wait 'crew/*' --until running --timeout 2m"
    })
final class Wait extends WorkersVerb {
  @Option(
      names = "--until",
      required = true,
      split = ",",
      paramLabel = "STATE",
      converter = Awaitable.class,
      completionCandidates = Awaitable.Words.class,
      description =
          "running, finished, failed or stopped; several with commas, for whichever comes first.")
  private Set<State> until = EnumSet.noneOf(State.class);

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = Durations.class,
      description = "How long to wait. Default: as long as it takes.")
  private Optional<Duration> timeout = Optional.empty();

  /** The states that somebody can wait for. */
  static final class Awaitable implements ITypeConverter<State> {
    private static final Set<State> STATES =
        EnumSet.of(State.RUNNING, State.FINISHED, State.FAILED, State.STOPPED);

    /** All that can be said, for completion. */
    static final class Words implements Iterable<String> {
      @Override
      public Iterator<String> iterator() {
        return STATES.stream().map(State::word).iterator();
      }
    }

    @Override
    public State convert(String text) {
      return STATES.stream()
          .filter(state -> state.word().equals(text))
          .findFirst()
          .orElseThrow(() ->
              new TypeConversionException(
                  "'" + text + "' is not running, finished, failed or stopped"));
    }
  }

  @Override
  int run(Desk desk) throws CommandFailure, IOException, InterruptedException {
    Vigil vigil = new Vigil(timeout);
    int all = Math.max(1, chosen(desk).size());
    return each(desk, "wait", all, worker -> await(desk, worker, vigil));
  }

  private EachWorker.Done await(Desk desk, Worker worker, Vigil vigil)
      throws CommandFailure, IOException, InterruptedException {
    while (true) {
      boolean last = vigil.isOver();
      Vigil.Stamp seen = Vigil.Stamp.of(worker);
      Looked looked = Looked.at(worker, WorkerFinder.spec(worker), desk.observer());
      State state = looked.condition().state();
      if (until.contains(state) || (until.contains(State.STOPPED) && isKeptDown(looked))) {
        return done(worker, looked);
      }
      if (state.terminal()) {
        throw failure(
            ErrorCode.STATE_MISSED, worker, looked, ", and does not leave that by itself");
      }
      if (last) {
        throw failure(ErrorCode.WAIT_TIMEOUT, worker, looked, " still");
      }
      vigil.awaitChange(worker, seen);
    }
  }

  /** Nothing of it is there and nobody wants it to be, and somebody sees to that by hand. */
  private static boolean isKeptDown(Looked looked) {
    return looked.condition().state() == State.RESERVED
        && looked.spec().filter(spec -> spec.desired() == Desired.UP).isEmpty();
  }

  private static EachWorker.Done done(Worker worker, Looked looked) {
    ObjectNode data = JsonFields.object();
    StateJson.put(data, looked);
    return new EachWorker.Done(
        List.of(worker.name() + " is " + looked.condition().state().word()), data);
  }

  private CommandFailure failure(ErrorCode code, Worker worker, Looked looked, String how) {
    String wanted = until.stream().map(State::word).collect(Collectors.joining(" or "));
    return new CommandFailure(
        code,
        "%s is not %s: it is %s%s: %s"
            .formatted(
                worker.name(),
                wanted,
                looked.condition().state().word(),
                how,
                Printable.of(looked.condition().reason())),
        "see the evidence: supervisor why " + worker.name());
  }
}
