package dev.tmuxsupervisor.fleet;

import dev.tmuxsupervisor.worker.Policy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is said about a worker; what is empty was not said.
 *
 * @param resume the command that takes up an earlier run; it belongs to the command beside it
 * @param env values as they are, nothing in them is expanded
 * @param passEnv names of variables whose values the caller has
 * @param socket absolute
 */
public record Settings(
    Optional<List<String>> command,
    Optional<List<String>> resume,
    Map<String, String> env,
    Optional<List<String>> passEnv,
    Optional<Policy.Restart> restart,
    Optional<Policy.Backoff> backoff,
    Optional<Breaker> breaker,
    Optional<Duration> stopTimeout,
    Optional<DirectoryRule> directory,
    Optional<String> session,
    Optional<Path> socket) {

  /** Nothing at all. */
  public static final Settings NONE =
      new Settings(
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** What is said about the breaker: a limit, or that there is none. */
  public record Breaker(Optional<Policy.Limit> limit) {}

  /** What is to become of a worker whose directory is missing. */
  public enum DirectoryRule {
    /** It cannot be started. */
    EXISTING,
    /** The directory is made. */
    CREATE
  }

  /** Copies what can be changed from outside. */
  public Settings {
    command = command.map(List::copyOf);
    resume = resume.map(List::copyOf);
    env = Map.copyOf(env);
    passEnv = passEnv.map(List::copyOf);
  }

  /** The same with these, where they are present. */
  public Settings with(
      Optional<List<String>> argv, Optional<String> sessionName, Optional<Path> tmuxSocket) {
    return new Settings(
            argv,
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            sessionName,
            tmuxSocket)
        .over(this);
  }

  /** This, and the other where this says nothing: key by key, and env variable by variable. */
  public Settings over(Settings other) {
    Map<String, String> variables = new LinkedHashMap<>(other.env);
    variables.putAll(env);
    return new Settings(
        command.or(other::command),
        command.isPresent() ? resume : resume.or(other::resume),
        variables,
        passEnv.or(other::passEnv),
        restart.or(other::restart),
        backoff.or(other::backoff),
        breaker.or(other::breaker),
        stopTimeout.or(other::stopTimeout),
        directory.or(other::directory),
        session.or(other::session),
        socket.or(other::socket));
  }

  /** As far as it was said, else the default. */
  public Policy policy() {
    return new Policy(
        restart.orElse(Policy.DEFAULT.restart()),
        backoff.orElse(Policy.DEFAULT.backoff()),
        breaker.isPresent() ? breaker.get().limit() : Policy.DEFAULT.limit(),
        stopTimeout.orElse(Policy.DEFAULT.stopTimeout()));
  }

  /** Whether a missing directory is to be made. */
  public boolean createsDirectory() {
    return directory.filter(DirectoryRule.CREATE::equals).isPresent();
  }
}
