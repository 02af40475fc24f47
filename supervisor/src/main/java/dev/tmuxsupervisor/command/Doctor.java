package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.doctor.Check;
import dev.tmuxsupervisor.doctor.Examination;
import dev.tmuxsupervisor.doctor.Examined;
import dev.tmuxsupervisor.doctor.Finding;
import dev.tmuxsupervisor.doctor.Fix;
import dev.tmuxsupervisor.doctor.Group;
import dev.tmuxsupervisor.doctor.Level;
import dev.tmuxsupervisor.lock.JsonFields;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "doctor",
    description = {
      "Say what keeps workers from running well, and what to do about it.",
      "No look takes longer than 5 s, whatever hangs."
    },
    exitCodeListHeading = Verb.EXIT_CODES,
    exitCodeList = {"1:Something keeps workers from running well."},
    footer = {"  supervisor doctor", "  supervisor doctor --fix"})
final class Doctor extends RootedVerb {
  /** For all steps together: with a look before and one after them, 15 s are not exceeded. */
  private static final Duration MENDING = Duration.ofSeconds(4);

  @Option(
      names = "--fix",
      description =
          "Also do what is proven safe, and say each step before it is done: release stale locks, remove what killed programs left, close our directories, keep dead panes of workers.")
  private boolean fix;

  @Override
  int run(Desk desk) throws CommandFailure, IOException, InterruptedException {
    List<Check> checks = new DoctorChecks(desk, root).all();
    List<Examined> examined = desk.examination().run(checks);
    Map<String, String> fixed = new LinkedHashMap<>();
    if (fix) {
      mend(desk, examined, fixed);
      if (!fixed.isEmpty()) {
        examined = desk.examination().run(checks);
      } else if (!json()) {
        desk.say("there is nothing to fix");
      }
    }
    if (json()) {
      tellProgram(desk, examined, fixed);
    } else {
      tellPerson(desk, examined);
    }
    return FindingWords.exit(examined.stream().flatMap(it -> it.findings().stream()).toList());
  }

  private void mend(Desk desk, List<Examined> examined, Map<String, String> fixed)
      throws InterruptedException {
    Examination examination = desk.examination();
    long start = System.nanoTime();
    List<Fix> fixes =
        examined.stream()
            .flatMap(it -> it.findings().stream())
            .flatMap(finding -> finding.fix().stream())
            .toList();
    for (Fix step : fixes) {
      if (!json()) {
        desk.say("FIX   " + step.step());
        desk.replies().out().flush(); // said before it is done, which may take a while
      }
      Duration left = MENDING.minusNanos(System.nanoTime() - start);
      String came = left.isPositive() ? examination.carryOut(step, left) : "left for the next time";
      fixed.put(step.step(), came);
      if (!json()) {
        desk.say("      " + came);
      }
    }
  }

  private static void tellPerson(Desk desk, List<Examined> examined) {
    Map<Group, List<Finding>> groups = new EnumMap<>(Group.class);
    Map<Level, Integer> counts = new EnumMap<>(Level.class);
    for (Examined one : examined) {
      for (Finding finding : one.findings()) {
        groups.computeIfAbsent(one.check().group(), _ -> new ArrayList<>()).add(finding);
        counts.merge(finding.level(), 1, Integer::sum);
      }
    }
    groups.forEach((group, findings) -> {
      desk.say(group.word());
      findings.stream()
          .sorted((a, b) -> a.level().compareTo(b.level()))
          .forEach(finding -> {
            desk.say("  %s  %s".formatted(finding.level(), finding.text()));
            if (!finding.hint().isEmpty()) {
              desk.say("        " + finding.hint());
            }
          });
    });
    List<String> summary = new ArrayList<>();
    for (Level level : Level.values()) {
      summary.add(counts.getOrDefault(level, 0) + " " + level.name().toLowerCase(Locale.ROOT));
    }
    desk.say(String.join(", ", summary));
  }

  private static void tellProgram(Desk desk, List<Examined> examined, Map<String, String> fixed) {
    ObjectNode json = JsonFields.object();
    ArrayNode checks = json.putArray("checks");
    for (Examined one : examined) {
      for (Finding finding : one.findings()) {
        FindingWords.add(checks, finding)
            .put("group", one.check().group().word())
            .put("subject", one.check().subject())
            .put("fixable", finding.fix().isPresent());
      }
    }
    ArrayNode steps = json.putArray("fixed");
    fixed.forEach((step, came) -> steps.addObject().put("step", step).put("outcome", came));
    desk.json("doctor", json, List.of());
  }
}
