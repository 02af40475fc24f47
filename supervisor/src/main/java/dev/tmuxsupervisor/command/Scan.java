package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.scan.ScanProgress;
import dev.tmuxsupervisor.scan.ScanResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "scan",
    description = {
      "Find every worker below the roots, by its lock or worker.json, whoever started it.",
      "They are listed as they are right now, and the other verbs know them from then on. Symbolic links are not followed. What cannot be read is a warning."
    },
    exitCodeListHeading = Verb.EXIT_CODES,
    exitCodeList = {"1:A whole root cannot be read."},
    footer = {"  supervisor scan ~/town /srv/agents", "  supervisor scan --dry-run --skip 'out-*'"})
final class Scan extends DataVerb {
  @Parameters(
      index = "0..*",
      paramLabel = "ROOT",
      description =
          "Where to look. Default: $$SUPERVISOR_ROOT, else the nearest directory at or above this one with a supervisor.toml, else this one.")
  private List<Path> roots = List.of();

  @Mixin private SkipOptions skip = new SkipOptions();

  @Option(
      names = {"-n", "--dry-run"},
      description = "Show them, and don't have the other verbs know them.")
  private boolean dryRun;

  @Override
  int run(Desk desk) throws CommandFailure, IOException, InterruptedException {
    long start = System.nanoTime();
    Discovery discovery = discover(desk);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    if (!dryRun) {
      discovery.join(desk);
    }
    Roster roster = Roster.of(desk, discovery.workers());
    if (json()) {
      tellProgram(desk, discovery, roster, took);
    } else {
      roster.tellPerson(desk);
      desk.say(summary(discovery, took));
      discovery.warnings().forEach(it -> desk.remark("supervisor: warning: " + it));
    }
    return discovery.unread().isEmpty() ? 0 : 1;
  }

  private Discovery discover(Desk desk) throws CommandFailure, IOException, InterruptedException {
    if (json() || !desk.isErrorTerminal()) {
      return Discovery.below(desk, roots, skip.skips(desk), ScanProgress.NONE);
    }
    try (ScanLine line = new ScanLine(desk.replies().err())) {
      return Discovery.below(desk, roots, skip.skips(desk), line);
    }
  }

  private String summary(Discovery discovery, Duration took) {
    ScanResult scan = discovery.scan();
    return String.format(
        Locale.ROOT,
        "%d workers, %d of them new%s; %,d directories with %,d entries read in %.2f s",
        discovery.workers().size(),
        discovery.strangers().size(),
        dryRun ? " and not remembered" : "",
        scan.directories(),
        scan.entries(),
        seconds(took));
  }

  private void tellProgram(Desk desk, Discovery discovery, Roster roster, Duration took) {
    ScanResult scan = discovery.scan();
    ObjectNode data = JsonFields.object();
    data.set("workers", roster.json());
    ArrayNode added = data.putArray("new");
    discovery.strangers().forEach(worker -> added.add(worker.directory().toString()));
    data.put("remembered", !dryRun);
    ArrayNode nameless = data.putArray("nameless");
    discovery.nameless().forEach(directory -> nameless.add(directory.toString()));
    ArrayNode troubles = data.putArray("troubles");
    scan.troubles()
        .forEach(it ->
            troubles.addObject().put("path", it.path().toString()).put("reason", it.reason()));
    data.put("directories", scan.directories())
        .put("entries", scan.entries())
        .put("seconds", seconds(took));
    desk.json(
        "scan",
        data,
        Stream.concat(roster.warnings().stream(), discovery.warnings().stream()).toList());
  }

  private static double seconds(Duration took) {
    return took.toMillis() / 1000.0;
  }
}
