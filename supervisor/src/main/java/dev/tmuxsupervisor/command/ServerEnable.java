package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.lock.DurableFile;
import dev.tmuxsupervisor.lock.JsonFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "enable",
    description = "Have systemd start it at your login, or at boot, so that workers come back.",
    footer = {"  supervisor server enable", "  supervisor server enable --print"})
final class ServerEnable extends DataVerb {
  /**
   * What the launcher looks for a Java and the program by, and where the server keeps its files.
   */
  private static final List<String> NEEDED =
      List.of("PATH", "SUPERVISOR_JAVA", "SUPERVISOR_LIB", "JAVA_HOME", "XDG_STATE_HOME");

  @Option(names = "--print", description = "Print the unit, and do nothing.")
  private boolean print;

  @Override
  int run(Desk desk) throws CommandFailure, IOException, InterruptedException {
    ServiceUnit unit = unit(desk);
    UserManager manager = new UserManager(desk.surroundings());
    Path file = manager.file(unit);
    if (print) {
      return print(desk, unit, file);
    }
    Optional<String> obstacle = manager.obstacle();
    if (obstacle.isPresent()) {
      throw withoutManager(desk, unit, obstacle.get());
    }
    requireOurs(file);
    Files.createDirectories(file.resolveSibling(""));
    DurableFile.replace(file, unit.text().getBytes(StandardCharsets.UTF_8), "rw-r--r--");
    manager.require("daemon-reload");
    manager.require("enable", unit.name());
    return tell(desk, unit, file, manager.lingers());
  }

  static ServiceUnit unit(Desk desk) throws CommandFailure {
    Surroundings surroundings = desk.surroundings();
    Map<String, String> environment = new LinkedHashMap<>();
    for (String name : NEEDED) {
      surroundings.variable(name).ifPresent(value -> environment.put(name, value));
    }
    String launcher =
        surroundings
            .variable("SUPERVISOR_LAUNCHER")
            .map(path -> surroundings.directory().resolve(path).normalize().toString())
            .orElseThrow(() ->
                new CommandFailure(
                    ErrorCode.FAILED,
                    "the launcher did not say where it is",
                    "run it as it was installed: supervisor server enable"));
    return new ServiceUnit(launcher, desk.server().status().name(), environment);
  }

  static void requireOurs(Path file) throws CommandFailure, IOException {
    if (Files.exists(file) && !Files.readString(file).startsWith(ServiceUnit.MARK)) {
      throw new CommandFailure(
          ErrorCode.FAILED,
          file + " was not written by this program, and stays as it is",
          "look at it, then move it away");
    }
  }

  private int print(Desk desk, ServiceUnit unit, Path file) {
    if (json()) {
      return desk.json(
          "server_unit",
          JsonFields.object()
              .put("unit", unit.name())
              .put("file", file.toString())
              .put("text", unit.text()),
          List.of());
    }
    desk.replies().out().print(unit.text());
    return 0;
  }

  private CommandFailure withoutManager(Desk desk, ServiceUnit unit, String obstacle) {
    boolean mac =
        String.valueOf(System.getProperty("os.name")).toLowerCase(Locale.ROOT).contains("mac");
    if (!json()) {
      desk.say("# the unit, for a machine with systemd: " + unit.name());
      unit.text().lines().forEach(desk::say);
      new WithoutSystemd(unit).lines(mac).forEach(desk::say);
      desk.say("# and without any of this: the first command of yours starts the server");
    }
    return new CommandFailure(
        ErrorCode.NO_SERVICE_MANAGER,
        "nothing was enabled: " + obstacle,
        "log in as yourself where systemd runs, or use what supervisor server enable --print"
            + " shows");
  }

  private int tell(Desk desk, ServiceUnit unit, Path file, Optional<Boolean> lingers) {
    ServerStatus server = desk.server().status();
    String start = lingers.orElse(false) ? "boot" : "login";
    if (json()) {
      return desk.json(
          "server_enable",
          JsonFields.object()
              .put("unit", unit.name())
              .put("file", file.toString())
              .put("starts_at", start)
              .put("linger", lingers.map(it -> it ? "yes" : "no").orElse("unknown"))
              .put("server_pid", server.pid()),
          List.of());
    }
    desk.say(unit.name() + " enabled");
    desk.say("  file     " + file);
    desk.say("  starts   at " + (start.equals("boot") ? "boot" : "your first login"));
    desk.say(
        "  linger   "
            + lingers
                .map(it -> it ? "on" : "off; to start at boot already: loginctl enable-linger")
                .orElse("not known; to start at boot already: loginctl enable-linger"));
    desk.say(
        "  now      the server that runs, %d, goes on; to have systemd's instead:"
            .formatted(server.pid()));
    desk.say(
        "           supervisor%s server stop; systemctl --user start %s"
            .formatted(unit.isDefault() ? "" : " -L " + unit.server(), unit.name()));
    return 0;
  }
}
