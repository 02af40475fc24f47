package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every verb with {@code --json} prints fits its schema, and no schema is left untried. */
class SchemaIT extends OnBench {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Set<String> seen = new TreeSet<>();

  @Test
  void everyAnswerFitsItsSchema() throws Exception {
    repository();
    say("version");
    workersComeAndGo();
    theFleet();
    locks();
    say("doctor");
    say("doctor", "--fix");
    worktrees();
    theServer();
    theStatusLine();
    watched();
    say("events");
    assertThat(seen).isEqualTo(published());
  }

  private void workersComeAndGo() throws Exception {
    say("spawn", "a", "--create", "-n", "--", "sleep", "1000");
    say("spawn", "a", "--create", "--", "sleep", "1000");
    say("spawn", "a", "--if-absent", "--", "sleep", "1000");
    say("spawn", "b", "--create", "--restart", "never", "--", "sh", "-c", "echo last; exit 3");
    bench().worker("m");
    bench().tmux("new-session", "-d", "-s", "mine", "exec sleep 1000");
    say("adopt", "mine", "m");
    say("list");
    say("scan", ".");
    say("why", "a");
    say("why", "b");
    say("collisions");
    say("capture", "a");
    say("attach", "nobody");
    say("recover", "-n");
    say("recover", "a");
    say("recover");
    say("restart", "a");
    say("restart", "a", "b");
    say("wait", "a", "--until", "running");
    say("wait", "a", "b", "--until", "running");
    say("runs", "a");
    say("runs", "a", "b");
  }

  private void theFleet() throws Exception {
    Files.writeString(
        bench().root().resolve("supervisor.toml"),
        """
        [worker.a]
        command = ["sleep", "1000"]
        [worker.f]
        command = ["sleep", "1000"]
        directory = "create"
        [worker.gone]
        command = ["sleep", "1000"]
        """);
    say("up", "-n");
    say("up");
    say("status");
    say("down", "-n");
  }

  private void locks() throws Exception {
    bench().worker("x");
    say("lock", "show", "a");
    say("lock", "acquire", "x", "--reason", "r", "--ttl", "1h");
    say("lock", "show", "x");
    say("why", "x");
    say("locks", ".");
    say("lock", "release", "x");
    bench().strangersLock("x", 4_000_000, "gone", java.time.Instant.now());
    say("locks", "clean", ".");
    say("locks", "clean", "--yes", ".");
    say("hold", "--status");
    bench().run("hold", "--", "true").orFail();
    say("hold", "--status");
  }

  private void worktrees() throws Exception {
    say("spawn", "a", "--if-held=worktree", "--", "sleep", "1000");
    say("worktree", "list");
    say("stop", "a-2");
    say("worktree", "remove", "a-2");
    say("stop", "a", "b", "nobody");
    say("stop", "a", "b");
    say("down");
  }

  private void theServer() throws Exception {
    Path bin = Files.createDirectory(bench().launcher().world().resolve("systemd"));
    program(bin.resolve("systemctl"), "exit 0");
    program(bin.resolve("loginctl"), "echo Linger=no");
    bench().launcher().with("PATH", bin + ":" + bench().launcher().environment().get("PATH"));
    say("server", "status");
    say("server", "enable", "--print");
    say("server", "enable");
    say("server", "disable");
  }

  private void theStatusLine() throws Exception {
    say("status-line", "print");
    say("status-line", "enable");
    say("status-line", "doctor");
    say("status-line", "disable");
  }

  /** What {@code list} prints, a line a change. */
  private void watched() throws Exception {
    check(bench().launcher().script("\"$supervisor\" watch --json | head -n 2").orFail().out());
  }

  private void repository() throws Exception {
    bench()
        .launcher()
        .script(
            "cd '%s' && git init -q && git -c user.name=n -c user.email=e commit -q --allow-empty -m c"
                .formatted(bench().root()))
        .orFail();
  }

  private static void program(Path file, String line) throws Exception {
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void say(String... words) throws Exception {
    String[] all = Bench.withJson(words);
    String out = bench().run(all).out();
    assertThat(out).as("%s", (Object) all).isNotBlank();
    check(out);
  }

  private void check(String out) throws Exception {
    for (String line : out.lines().toList()) {
      JsonNode answer = JSON.readTree(line);
      seen.add(Schemas.check(answer));
    }
  }

  private static Set<String> published() throws Exception {
    try (Stream<Path> files = Files.list(Schemas.folder())) {
      return files
          .map(file -> ("" + file.getFileName()).replace(".json", ""))
          .filter(name -> !name.equals("common"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
