package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.process.Libc;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.process.ShortProgram;
import dev.tmuxsupervisor.process.ShortProgram.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The user's own systemd, asked through its programs. */
final class UserManager {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Surroundings surroundings;
  private final Map<String, String> environment;

  UserManager(Surroundings surroundings) {
    this.surroundings = surroundings;
    environment = new LinkedHashMap<>(surroundings.inherited());
    // Such as after su, which leaves it out although the manager runs.
    Path usual = Path.of("/run/user/" + Libc.effectiveUid());
    if (surroundings.variable("XDG_RUNTIME_DIR").isEmpty() && Files.isDirectory(usual)) {
      environment.put("XDG_RUNTIME_DIR", usual.toString());
    }
  }

  /** Where a unit of the user's own belongs. */
  Path file(ServiceUnit unit) {
    Path configuration =
        surroundings
            .variable("XDG_CONFIG_HOME")
            .filter(path -> path.startsWith("/"))
            .map(Path::of)
            .orElseGet(() -> Path.of(surroundings.variable("HOME").orElse("/"), ".config"));
    return configuration.resolve("systemd/user").resolve(unit.name());
  }

  /** What keeps it from being used; empty when it answers. */
  Optional<String> obstacle() throws InterruptedException {
    if (program("systemctl").find().isEmpty()) {
      return Optional.of("there is no systemctl on your PATH");
    }
    try {
      Ended ended = systemctl("show", "--property=Version");
      return ended.status() == 0
          ? Optional.empty()
          : Optional.of("your systemd user manager does not answer: " + words(ended));
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Runs {@code systemctl --user}; throws unless it succeeds. */
  void require(String... words) throws CommandFailure, IOException, InterruptedException {
    Ended ended = systemctl(words);
    if (ended.status() != 0) {
      throw new CommandFailure(
          ErrorCode.FAILED,
          "systemctl --user %s: %s".formatted(String.join(" ", words), words(ended)),
          "try it by hand, then this again");
    }
  }

  private Ended systemctl(String... words) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("--user", "--no-pager"));
    all.addAll(List.of(words));
    return program("systemctl").run(all);
  }

  /** The link that enabling makes. */
  Path wanted(ServiceUnit unit) {
    return file(unit).resolveSibling("default.target.wants").resolve(unit.name());
  }

  /** Whether the manager runs from boot on, without a login; empty when nobody knows. */
  Optional<Boolean> lingers() throws IOException, InterruptedException {
    String user = Files.getOwner(Path.of("/proc/self")).getName();
    return new Linger(program("loginctl"), Linger.NOTED).of(Libc.effectiveUid(), user);
  }

  private ShortProgram program(String name) {
    return new ShortProgram(name, environment, PATIENCE);
  }

  private static String words(Ended ended) {
    String first = ended.text().lines().findFirst().orElse("it says nothing");
    return Printable.of(first) + " (exit status " + ended.status() + ")";
  }
}
