package dev.tmuxsupervisor.worker;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How one run of a worker is marked: in tmux user options of its session and pane, and in the
 * environment of its processes. The marks survive the supervisor, a renamed session and a rewritten
 * lock.
 */
public record RunMarks(WorkerName worker, Path directory, long generation, String run) {
  /** The user option with the worker's name. */
  public static final String WORKER = "@supervisor_worker";

  /** The user option with the generation. */
  public static final String GENERATION = "@supervisor_generation";

  /** The user option with the run's random name. */
  public static final String RUN = "@supervisor_run";

  /** The user option with the worker's directory: what is left when all files in it are removed. */
  public static final String DIRECTORY = "@supervisor_directory";

  /**
   * The user option of a pane that somebody else made: its session is theirs, and bears no mark.
   */
  public static final String ADOPTED = "@supervisor_adopted";

  /** All of them. */
  public static final List<String> OPTIONS = List.of(WORKER, GENERATION, RUN, DIRECTORY, ADOPTED);

  /** Option names and values for tmux. */
  public Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put(WORKER, worker.text());
    options.put(GENERATION, Long.toString(generation));
    options.put(RUN, run);
    options.put(DIRECTORY, directory.toString());
    return options;
  }

  /** Variables for the agent. */
  public Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("SUPERVISOR_WORKER", worker.text());
    environment.put("SUPERVISOR_GENERATION", Long.toString(generation));
    environment.put("SUPERVISOR_RUN", run);
    return environment;
  }

  /** The assignment by which the processes of a run are known. */
  public static String assignment(String run) {
    return "SUPERVISOR_RUN=" + run;
  }
}
