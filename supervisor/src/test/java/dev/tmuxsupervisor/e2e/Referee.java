package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Counts a worker's agents by what the kernel says, and reads its lock with a parser of its own: no
 * class of the program is used, so no mistake of the program can hide here.
 *
 * @param worker the value of SUPERVISOR_WORKER in the agent's environment
 * @param mark the value of {@link #MARK} there, which no other test's agents have
 */
record Referee(String worker, String mark) {
  static final String MARK = "REFEREE_MARK";

  /** The agent's program; nothing else that a test starts under the mark is called so. */
  static final String AGENT = "sleep";

  /** A living process that carries the mark. */
  private record Marked(long pid, String comm, String run) {}

  /** Pids of the living agents. */
  List<Long> agents() throws IOException {
    return marked().stream().filter(it -> it.comm().equals(AGENT)).map(Marked::pid).toList();
  }

  /** The runs that any living process of the worker was started in. */
  Set<String> runs() throws IOException {
    return marked().stream().map(Marked::run).collect(Collectors.toSet());
  }

  private List<Marked> marked() throws IOException {
    List<Marked> marked = new ArrayList<>();
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        look(process).ifPresent(marked::add);
      }
    }
    return marked;
  }

  private Optional<Marked> look(Path process) {
    try {
      String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
      String comm = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
      char state = stat.charAt(stat.lastIndexOf(')') + 2);
      byte[] environ = Files.readAllBytes(process.resolve("environ"));
      List<String> variables =
          List.of(new String(environ, StandardCharsets.ISO_8859_1).split("\0"));
      return state != 'Z'
              && state != 'X'
              && variables.contains("SUPERVISOR_WORKER=" + worker)
              && variables.contains(MARK + "=" + mark)
          ? Optional.of(
              new Marked(Long.parseLong("" + process.getFileName()), comm, run(variables)))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // it ended between two reads: not living
    }
  }

  private static String run(List<String> variables) {
    return variables.stream()
        .filter(it -> it.startsWith("SUPERVISOR_RUN="))
        .map(it -> it.substring(it.indexOf('=') + 1))
        .findFirst()
        .orElse("");
  }

  /** The one living agent; fails the test if there is none, or more. */
  long onlyAgent() throws IOException {
    List<Long> agents = agents();
    assertThat(agents).as("living agents of " + worker).hasSize(1);
    return agents.getFirst();
  }

  /** The lock as JSON; fails the test unless it is whole and has the fields of Gas Town's types. */
  static JsonNode lock(Path file) throws IOException {
    JsonNode lock = new ObjectMapper().readTree(Files.readAllBytes(file));
    assertThat(lock.path("pid").isIntegralNumber()).as("pid in %s", lock).isTrue();
    assertThat(lock.path("acquired_at").isTextual()).as("acquired_at in %s", lock).isTrue();
    assertThat(lock.path("session_id").isTextual()).as("session_id in %s", lock).isTrue();
    assertThat(lock.path("hostname").isTextual()).as("hostname in %s", lock).isTrue();
    return lock;
  }
}
