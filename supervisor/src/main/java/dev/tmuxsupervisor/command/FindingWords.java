package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.doctor.Finding;
import dev.tmuxsupervisor.doctor.Level;
import java.util.Collection;

/** Tells what a doctor found. */
final class FindingWords {
  private FindingWords() {}

  static void say(Desk desk, Finding finding) {
    desk.say(finding.level() + "  " + finding.text());
    if (!finding.hint().isEmpty()) {
      desk.say("      " + finding.hint());
    }
  }

  /** Adds it, for programs. */
  static ObjectNode add(ArrayNode checks, Finding finding) {
    return checks
        .addObject()
        .put("check", finding.check())
        .put("result", finding.level().name())
        .put("text", finding.text())
        .put("hint", finding.hint());
  }

  /** Only what keeps something from working is a failure of the command's. */
  static int exit(Collection<Finding> findings) {
    return findings.stream().anyMatch(finding -> finding.level() == Level.FAIL) ? 1 : 0;
  }
}
