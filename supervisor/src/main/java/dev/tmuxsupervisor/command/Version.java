package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.lock.JsonFields;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = "version",
    description = "Print the version of the program.",
    footer = "  supervisor version --json")
final class Version extends DataVerb {
  @Override
  int run(Desk desk) {
    String version = desk.server().status().version();
    if (json()) {
      return desk.json("version", JsonFields.object().put("version", version), List.of());
    }
    desk.say("supervisor " + version);
    return 0;
  }
}
