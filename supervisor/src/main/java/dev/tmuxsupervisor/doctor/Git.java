package dev.tmuxsupervisor.doctor;

import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.process.ShortProgram;
import dev.tmuxsupervisor.process.ShortProgram.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The git program, asked so that it never waits for a person. */
final class Git {
  private static final String SSH =
      "ssh -o BatchMode=yes -o ConnectTimeout=%d -o NumberOfPasswordPrompts=0"
          .formatted(Patient.PATIENCE.toSeconds());

  private final ShortProgram program;

  Git(Patient patient) {
    Map<String, String> environment = new TreeMap<>(patient.environment());
    environment.put("GIT_TERMINAL_PROMPT", "0");
    environment.put("GIT_ASKPASS", "true");
    environment.put("SSH_ASKPASS", "true");
    environment.put("SSH_ASKPASS_REQUIRE", "never");
    environment.put("GCM_INTERACTIVE", "never");
    environment.put("GIT_SSH_COMMAND", SSH);
    environment.put("GIT_OPTIONAL_LOCKS", "0");
    environment.put("LC_ALL", "C");
    program = new ShortProgram("git", environment, Patient.PATIENCE);
  }

  boolean isInstalled() {
    return program.find().isPresent();
  }

  /** In the work tree. */
  Ended in(Path tree, String... words) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("-C", tree.toString()));
    all.addAll(List.of(words));
    return program.run(all);
  }

  /** Asks a remote, outside any work tree: no setting of one is carried out. */
  Ended ask(String url) throws IOException, InterruptedException {
    return program.run(
        List.of(
            "-c",
            "http.lowSpeedLimit=1",
            "-c",
            "http.lowSpeedTime=" + Patient.PATIENCE.toSeconds(),
            "ls-remote",
            "--quiet",
            "--",
            url,
            "HEAD"));
  }

  /** What it said, in one line. */
  static String words(Ended ended) {
    return Printable.of(ended.text().lines().findFirst().orElse("exit status " + ended.status()));
  }
}
