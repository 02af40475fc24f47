package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.lock.JsonFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

@Command(
    name = "disable",
    description = "Undo enable. The server that runs goes on.",
    footer = "  supervisor server disable")
final class ServerDisable extends DataVerb {
  @Override
  int run(Desk desk) throws CommandFailure, IOException, InterruptedException {
    ServiceUnit unit = ServerEnable.unit(desk);
    UserManager manager = new UserManager(desk.surroundings());
    Path file = manager.file(unit);
    boolean there = Files.exists(file);
    if (there) {
      ServerEnable.requireOurs(file);
      remove(manager, unit, file);
    }
    if (json()) {
      return desk.json(
          "server_disable",
          JsonFields.object()
              .put("unit", unit.name())
              .put("file", file.toString())
              .put("outcome", there ? "removed" : "was_not_enabled"),
          List.of());
    }
    desk.say(unit.name() + (there ? " disabled, and " + file + " removed" : " was not enabled"));
    return 0;
  }

  /** Without a manager there is only the link that enabling made. */
  private static void remove(UserManager manager, ServiceUnit unit, Path file)
      throws CommandFailure, IOException, InterruptedException {
    Optional<String> obstacle = manager.obstacle();
    if (obstacle.isEmpty()) {
      manager.require("disable", unit.name());
    } else {
      Path link = manager.wanted(unit);
      if (Files.isSymbolicLink(link)) {
        Files.delete(link);
      }
    }
    Files.delete(file);
    if (obstacle.isEmpty()) {
      manager.require("daemon-reload");
    }
  }
}
