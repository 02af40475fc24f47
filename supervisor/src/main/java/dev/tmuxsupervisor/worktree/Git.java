package dev.tmuxsupervisor.worktree;

import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.process.ShortProgram;
import dev.tmuxsupervisor.worktree.WorktreeProblem.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** The user's git, run in a directory with a deadline, and never through a shell. */
final class Git {
  /** A repository on a file system that stalls must not hold a command up. */
  private static final Duration QUESTION = Duration.ofSeconds(15);

  private static final int MOST = 16 << 20;
  private static final int ATTEMPTS = 20;

  /** Git locks a file for moments, or stumbles over a work tree that another git is making. */
  private static final Pattern PASSING =
      Pattern.compile("File exists|failed to read [^\n]*worktrees/");

  /** Of all the variables that steer git, those that say where its settings are. */
  private static final Set<String> KEPT =
      Set.of(
          "GIT_CONFIG_GLOBAL",
          "GIT_CONFIG_SYSTEM",
          "GIT_CONFIG_NOSYSTEM",
          "GIT_CEILING_DIRECTORIES",
          "GIT_EXEC_PATH");

  private final Path program;
  private final Map<String, String> environment;

  private Git(Path program, Map<String, String> environment) {
    this.program = program;
    this.environment = Map.copyOf(environment);
  }

  /** How git ended, and what it printed. */
  record Reply(int status, String out, String err) {
    boolean succeeded() {
      return status == 0;
    }

    /** The texts between NUL bytes. */
    List<String> texts() {
      return out.isEmpty() ? List.of() : List.of(out.split("\0"));
    }

    boolean mayPass() {
      return !succeeded() && PASSING.matcher(err).find();
    }

    String line() {
      return out.strip();
    }

    /** What git says is wrong, on one line that moves no cursor. */
    String complaint() {
      return err.isBlank()
          ? "git ended with exit status " + status
          : Printable.of(
              String.join("; ", err.lines().filter(line -> !line.isBlank()).toList())
                  .replaceFirst("^(.*; )?fatal: ", ""));
    }
  }

  /** The git on the PATH of this environment. */
  static Git in(Map<String, String> users) throws WorktreeProblem {
    Path program =
        new ShortProgram("git", users, QUESTION)
            .find()
            .orElseThrow(() ->
                new WorktreeProblem(Kind.NO_GIT, "there is no git on your PATH", "install git"));
    Map<String, String> environment = new LinkedHashMap<>(users);
    environment.keySet().removeIf(name -> name.startsWith("GIT_") && !KEPT.contains(name));
    environment.put("GIT_TERMINAL_PROMPT", "0");
    environment.put("LANGUAGE", "en"); // we read what it complains of
    return new Git(program, environment);
  }

  /** Asks something; takes no lock that another git would have to wait for. */
  Reply ask(Path directory, String... words) throws WorktreeProblem, IOException {
    Map<String, String> reading = new LinkedHashMap<>(environment);
    reading.put("GIT_OPTIONAL_LOCKS", "0");
    return run(directory, QUESTION, reading, List.of(words));
  }

  /** Changes something. */
  Reply change(Path directory, Duration longest, String... words)
      throws WorktreeProblem, IOException {
    return run(directory, longest, environment, List.of(words));
  }

  private Reply run(
      Path directory, Duration longest, Map<String, String> variables, List<String> words)
      throws WorktreeProblem, IOException {
    for (int attempt = 1; ; attempt++) {
      Reply reply = once(directory, longest, variables, words);
      if (!reply.mayPass() || attempt == ATTEMPTS) {
        return reply;
      }
      pause(attempt);
    }
  }

  private static void pause(int attempt) throws IOException {
    try {
      Thread.sleep(Duration.ofMillis(5L * attempt + ThreadLocalRandom.current().nextInt(20)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while another git was at work");
    }
  }

  private Reply once(
      Path directory, Duration longest, Map<String, String> variables, List<String> words)
      throws WorktreeProblem, IOException {
    List<String> argv = new ArrayList<>(List.of(program.toString(), "-C", directory.toString()));
    argv.addAll(List.of("-c", "core.fsmonitor=false")); // it would leave a daemon behind
    argv.addAll(words);
    Path out = Files.createTempFile("git", "");
    Path err = Files.createTempFile("git", "");
    try {
      GitExecutor executor = new GitExecutor(out, err, longest);
      int status = executor.run(argv, variables);
      if (executor.timedOut()) {
        throw new WorktreeProblem(
            Kind.TIMED_OUT,
            "git "
                + words.getFirst()
                + " did not end within "
                + longest.toSeconds()
                + " s in "
                + directory,
            "see what holds it up: a hook, a filter, or the file system");
      }
      return new Reply(status, text(out), text(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST + 1);
      if (bytes.length > MOST) {
        throw new IOException("git printed more than " + MOST + " bytes");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
