package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.judge.Disposal;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.lock.GuardBusyException;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.lock.LockChangedException;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "clean",
    description = {
      "Release the locks that nobody holds: their process is dead and their session is gone.",
      "Without --yes: say what would be released and what would be kept, and why."
    },
    footer = {"  supervisor locks clean", "  supervisor locks clean --yes ~/town"})
final class LocksClean extends DataVerb {
  /** Whoever changes a worker is done in less, or at something that takes long. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..*",
      paramLabel = "ROOT",
      description = "Directories to look below. Default: the root, as for other verbs.")
  private List<Path> roots = List.of();

  @Mixin private SkipOptions skip = new SkipOptions();

  @Option(
      names = {"-y", "--yes"},
      description = "Do it.")
  private boolean yes;

  @Override
  int run(Desk desk) throws CommandFailure, IOException, InterruptedException {
    if (!spec.parent().commandLine().getParseResult().matchedArgs().isEmpty()) {
      throw new CommandFailure(
          ErrorCode.USAGE,
          "what stands between locks and clean would be lost",
          "write it behind: supervisor locks clean …");
    }
    LockSurvey survey = LockSurvey.below(desk, roots, skip.skips(desk));
    LockCleaning cleaning = new LockCleaning(desk, PATIENCE);
    List<CleanResult> results = new ArrayList<>();
    for (Looked row : survey.rows()) {
      results.add(clean(survey, row, cleaning));
    }
    tell(desk, survey, results);
    int failures = results.stream().anyMatch(CleanResult::isFailure) ? ErrorCode.FAILED.exit() : 0;
    return Math.max(failures, survey.exit());
  }

  /** The first look spares the second where there is nothing to do, and decides nothing else. */
  private CleanResult clean(LockSurvey survey, Looked row, LockCleaning cleaning)
      throws InterruptedException {
    Worker worker = row.worker();
    try {
      Disposal disposal = Disposal.of(row.evidence(), row.spec(), row.at());
      if (disposal instanceof Disposal.Release) {
        disposal = yes ? cleaning.clean(worker) : cleaning.plan(worker);
      }
      return switch (disposal) {
        case Disposal.Nothing _ -> CleanResult.gone(worker);
        case Disposal.Keep(var verdict, String why) ->
            CleanResult.kept(worker, verdict, why + hint(survey, worker, verdict));
        case Disposal.Release(var stale) ->
            yes ? CleanResult.released(worker, stale) : CleanResult.releasable(worker, stale);
      };
    } catch (GuardBusyException e) {
      return CleanResult.kept(
          worker, row.verdict(), "busy: it is being changed right now by " + e.holder());
    } catch (LockChangedException e) {
      return CleanResult.kept(worker, row.verdict(), "busy: " + e.getMessage());
    } catch (WorkerFile.Damaged e) {
      return CleanResult.kept(
          worker, row.verdict(), "whether it is wanted cannot be read: " + e.getMessage());
    } catch (IOException e) {
      return CleanResult.failed(worker, row.verdict(), CommandFailure.of(e));
    }
  }

  private static String hint(LockSurvey survey, Worker worker, Verdict verdict) {
    return verdict instanceof Verdict.Stale && !survey.isKnown(worker)
        ? ", as soon as the supervisor knows it: supervisor scan"
        : "";
  }

  private void tell(Desk desk, LockSurvey survey, List<CleanResult> results) {
    if (json()) {
      ObjectNode data = JsonFields.object().put("dry_run", !yes);
      ArrayNode array = data.putArray("results");
      results.forEach(result -> array.add(result.json()));
      desk.json("locks_clean", data, survey.warnings());
      return;
    }
    results.forEach(result -> result.say(desk, survey));
    survey.warnings().forEach(warning -> desk.remark("supervisor: warning: " + warning));
    desk.say(CleanResult.summary(results));
    if (results.stream().anyMatch(CleanResult::isReleasable)) {
      desk.say("nothing was changed; to release them, say the same with --yes");
    }
  }
}
