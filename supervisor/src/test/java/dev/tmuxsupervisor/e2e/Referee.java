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

  /** Pids of the living agents. */
  List<Long> agents() throws IOException {
    List<Long> agents = new ArrayList<>();
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        if (isAgent(process)) {
          agents.add(Long.parseLong(process.getFileName().toString()));
        }
      }
    }
    return agents;
  }

  private boolean isAgent(Path process) {
    try {
      String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
      String comm = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
      char state = stat.charAt(stat.lastIndexOf(')') + 2);
      byte[] environ = Files.readAllBytes(process.resolve("environ"));
      String variables = "\0" + new String(environ, StandardCharsets.ISO_8859_1);
      return comm.equals(AGENT)
          && state != 'Z'
          && state != 'X'
          && variables.contains("\0SUPERVISOR_WORKER=" + worker + "\0")
          && variables.contains("\0" + MARK + "=" + mark + "\0");
    } catch (IOException e) {
      return false; // it ended between two reads: not living
    }
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
