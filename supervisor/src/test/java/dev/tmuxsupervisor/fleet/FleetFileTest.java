package dev.tmuxsupervisor.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tmuxsupervisor.fleet.Settings.DirectoryRule;
import dev.tmuxsupervisor.worker.Policy;
import dev.tmuxsupervisor.worker.WorkerName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FleetFileTest {
  private static final Path FILE = Path.of("/town/supervisor.toml");

  @TempDir private Path root = Path.of("unset");

  @Test
  void whatIsSaidIsReadAndValuesAreNotExpanded() throws Exception {
    Settings dave =
        settings(
            "crew/dave",
            """
            [worker."crew/*"]
            command = ["claude", "--resume", "#(x) $HOME"]
            env = { EDITOR = "vi", PASSED = "$HOME/x" }
            pass_env = ["ANTHROPIC_API_KEY"]
            restart = "always"
            backoff = "2s..1m"
            max_restarts = "unlimited"
            stop_timeout = "3s"
            tmux_socket = "/run/t"
            [worker."crew/dave"]
            directory = "create"
            session = "main"
            """);
    assertThat(dave.command()).contains(List.of("claude", "--resume", "#(x) $HOME"));
    assertThat(dave.env()).isEqualTo(Map.of("EDITOR", "vi", "PASSED", "$HOME/x"));
    assertThat(dave.passEnv()).contains(List.of("ANTHROPIC_API_KEY"));
    assertThat(dave.policy().restart()).isEqualTo(Policy.Restart.ALWAYS);
    assertThat(dave.policy().limit()).isEmpty();
    assertThat(dave.policy().stopTimeout()).hasSeconds(3);
    assertThat(dave.policy().backoff().cap()).hasMinutes(1);
    assertThat(dave.directory()).contains(DirectoryRule.CREATE);
    assertThat(dave.session()).contains("main");
    assertThat(dave.socket()).contains(Path.of("/run/t"));
  }

  @Test
  void theMostSpecificSectionWinsKeyByKeyAndEnvVariableByVariable() throws Exception {
    String file =
        """
        [worker."crew/dave"]
        env.A = "dave"
        [worker."crew/d*"]
        restart = "never"
        env = { A = "d", B = "d" }
        [worker."*/*"]
        command = ["sleep", "1"]
        restart = "always"
        stop_timeout = "1s"
        env = { A = "all", B = "all", C = "all" }
        [worker."crew/*"]
        stop_timeout = "2s"
        """;
    Settings dave = settings("crew/dave", file);
    assertThat(dave.env()).isEqualTo(Map.of("A", "dave", "B", "d", "C", "all"));
    assertThat(dave.command()).contains(List.of("sleep", "1"));
    assertThat(dave.restart()).contains(Policy.Restart.NEVER);
    assertThat(dave.stopTimeout().orElseThrow()).hasSeconds(2);
    assertThat(settings("crew/eve", file).restart()).contains(Policy.Restart.ALWAYS);
    assertThat(parse(file).settings(new WorkerName("dave"))).isEmpty();
    assertThat(parse(file).settings(new WorkerName("a/b/c"))).isEmpty();
  }

  @Test
  void anAgentIsKnownOrTheFilesOwnAndResumesAsItSays() throws Exception {
    String file =
        """
        [worker."crew/*"]
        agent = "codex"
        [worker."crew/ann"]
        agent = "claude"
        [worker."crew/ben"]
        agent = "aider"
        [worker."crew/cy"]
        resume = ["codex", "resume"]
        [worker."crew/dave"]
        command = ["sh"]
        [agent.aider]
        command = ["aider", "--yes"]
        [agent.claude]
        command = ["claude", "--model", "opus"]
        resume = ["claude", "--continue", "--model", "opus"]
        """;
    Settings eve = settings("crew/eve", file);
    assertThat(eve.command()).contains(List.of("codex"));
    assertThat(eve.resume()).contains(List.of("codex", "resume", "--last"));
    assertThat(settings("crew/ann", file).resume())
        .contains(List.of("claude", "--continue", "--model", "opus"));
    assertThat(settings("crew/ben", file).command()).contains(List.of("aider", "--yes"));
    assertThat(settings("crew/ben", file).resume()).isEmpty();
    assertThat(settings("crew/cy", file).command()).contains(List.of("codex"));
    assertThat(settings("crew/cy", file).resume()).contains(List.of("codex", "resume"));
    assertThat(settings("crew/dave", file).command()).contains(List.of("sh"));
    assertThat(settings("crew/dave", file).resume()).as("of another command").isEmpty();
  }

  @Test
  void ofEquallySpecificSectionsTheLaterWins() throws Exception {
    String file =
        """
        [worker."a*"]
        stop_timeout = "1s"
        [worker."*b"]
        stop_timeout = "2s"
        """;
    assertThat(settings("ab", file).stopTimeout().orElseThrow()).hasSeconds(2);
  }

  @Test
  void anUnknownKeyIsAnErrorThatNamesTheNearest() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      String meant = FileKey.texts(Key.ALL).get(random.nextInt(FileKey.texts(Key.ALL).size()));
      int at = random.nextInt(meant.length());
      String letter = String.valueOf((char) ('a' + random.nextInt(26)));
      String written =
          switch (random.nextInt(3)) {
            case 0 -> meant.substring(0, at) + letter + meant.substring(at);
            case 1 -> meant.substring(0, at) + letter + meant.substring(at + 1);
            default -> meant.substring(0, at) + meant.substring(at + 1);
          };
      if (FileKey.texts(Key.ALL).contains(written) || written.length() < 3) {
        continue;
      }
      assertThatExceptionOfType(InvalidFleetFile.class)
          .as("seed %d: %s", seed, written)
          .isThrownBy(() -> parse("[worker.\"crew/*\"]\n" + written + " = \"x\"\n"))
          .satisfies(e -> {
            assertThat(e.text()).contains(FILE.toString(), "crew/*", "no key " + written);
            assertThat(e.hint()).isEqualTo("did you mean " + meant + "?");
          });
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[worker.a]\\ncommand = \"claude\"              | command: it is no list of texts",
        "[worker.a]\\ncommand = []                      | command: it names no program",
        "[worker.a]\\ncommand = [\"\"]                  | command: it names no program",
        "[worker.a]\\ncommand = [\"a\", 3]              | command: a value is no text",
        "[worker.a]\\ncommand = [\"a\\u0000b\"]         | command: a text holds the character NUL",
        "[worker.a]\\nenv = [\"A\"]                     | env: it is no table",
        "[worker.a]\\nenv = { A = 1 }                   | env: a value is no text",
        "[worker.a]\\nenv = { \"A-B\" = \"1\" }         | 'A-B' cannot be set",
        "[worker.a]\\nenv = { TMUX = \"1\" }            | 'TMUX' cannot be set",
        "[worker.a]\\npass_env = [\"A=B\"]              | 'A=B' cannot be set",
        "[worker.a]\\npass_env = [\"A\"]\\nenv.A = \"b\" | A stands in env too",
        "[worker.a]\\nrestart = \"sometimes\"           | not on-failure, always or never",
        "[worker.a]\\nrestart = true                    | restart: a value is no text",
        "[worker.a]\\nbackoff = \"5m..1s\"              | shrinks",
        "[worker.a]\\nmax_restarts = \"many\"           | COUNT/TIME",
        "[worker.a]\\nmax_restarts = 5                  | max_restarts: a value is no text",
        "[worker.a]\\nstop_timeout = 2026-01-01         | is no duration",
        "[worker.a]\\ndirectory = \"make\"              | not existing or create",
        "[worker.\"a*\"]\\ndirectory = \"create\"       | a name without wildcards",
        "[worker.\"a*\"]\\nsession = \"b\"              | a name without wildcards",
        "[worker.a]\\nsession = \"a.b\"                 | a session name is",
        "[worker.a]\\ntmux_socket = \"x\"               | no absolute path",
        "[worker.\"a.b\"]                               | neither a worker's name nor a pattern",
        "[worker.\"../*\"]                              | neither a worker's name nor a pattern",
        "[worker.\"a/**\"]                              | say how deep",
        "[worker.\"a[\"]                                | neither",
        "[worker.\"a{b,{c*\"]                           | it is no pattern",
        "[worker]\\na = 1                               | [worker.\"a\"]: it is no table",
        "worker = 1                                     | worker is no table",
        "[workers.a]                                    | there is no key workers",
        "[worker.a]\\n[worker.a.b]                      | there is no key b",
        "[worker.a]\\nrestart = \"never\"\\nrestart = \"never\" | line 3, column",
        "[worker.a]\\nrestart = never                   | line 2, column",
        "[worker.a                                      | is not TOML",
        "[worker.a]\\nagent = \"clyde\"                  | [worker.\"a\"]: agent: there is no agent clyde",
        "[worker.a]\\nagent = \"codex\"\\ncommand = [\"a\"] | agent: it stands beside command",
        "[worker.a]\\nagent = [\"codex\"]                | agent: a value is no text",
        "[worker.a]\\nresume = []                       | resume: it names no program",
        "[agent.mine]\\nresume = [\"a\"]                 | [agent.mine]: command: it is missing",
        "[agent.mine]\\ncommand = [\"a\"]\\nenv.A = \"b\" | [agent.mine]: there is no key env",
        "[agent]\\nmine = 1                              | [agent.mine]: it is no table",
        "agent = \"claude\"                              | agent is no table",
      })
  void whatIsWrongIsToldWithItsPlace(String text, String part) {
    assertThatExceptionOfType(InvalidFleetFile.class)
        .isThrownBy(() -> parse(text.replace("\\n", "\n")))
        .satisfies(e -> {
          assertThat(e.text()).startsWith(FILE.toString()).contains(part);
          assertThat(e.hint()).isNotBlank();
        });
  }

  @Test
  void anEmptyFileIsAFleetOfNobodyAndNoFileIsNone() throws Exception {
    assertThat(FleetFile.read(root)).isEmpty();
    Files.createFile(root.resolve("supervisor.toml"));
    assertThat(FleetFile.read(root).orElseThrow().members(root)).isEmpty();
  }

  @Test
  void aFileMadeToHurtIsAnError() throws Exception {
    Path file = root.resolve("supervisor.toml");
    Files.write(file, new byte[(1 << 20) + 1]);
    refused("at most");
    Files.write(file, new byte[] {(byte) 0xC3, (byte) 0x28});
    refused("UTF-8");
    for (String deep :
        List.of(
            "a = " + "[".repeat(100_000),
            "a = " + "{b=".repeat(100_000),
            "a" + ".a".repeat(50_000) + " = 1")) {
      Files.writeString(file, deep, StandardCharsets.UTF_8);
      refused("supervisor.toml");
    }
    Files.delete(file);
    Files.createSymbolicLink(file, Path.of("/etc/passwd"));
    refused("symbolic link");
    Files.delete(file);
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
    refused("FIFO");
  }

  private void refused(String part) {
    assertThatExceptionOfType(InvalidFleetFile.class)
        .isThrownBy(() -> FleetFile.read(root))
        .satisfies(e -> assertThat(e.text()).contains(part).hasSizeLessThan(400));
  }

  @Test
  void aPatternMeansTheDirectoriesOfItsDepthThatStayBelowTheRoot() throws Exception {
    for (String directory :
        List.of("crew/ann", "crew/bob/deep", "crew/.hidden", "crew/a.b", "other/eve", "x")) {
      Files.createDirectories(root.resolve(directory));
    }
    Files.createFile(root.resolve("crew/file"));
    Files.createSymbolicLink(root.resolve("crew/out"), Path.of("/usr"));
    Files.createSymbolicLink(root.resolve("crew/loop"), root);
    Files.createSymbolicLink(root.resolve("crew/alias"), root.resolve("crew/bob"));
    Files.createSymbolicLink(root.resolve("crew/eve"), root.resolve("other/eve"));
    assertThat(members("[worker.\"crew/*\"]\ncommand = [\"a\"]"))
        .containsExactly("crew/ann", "crew/bob", "crew/eve");
    assertThat(members("[worker.\"crew/*\"]\nrestart = \"never\"")).isEmpty();
    assertThat(
            members(
                "[worker.\"crew/*\"]\nrestart = \"never\"\n[worker.\"*/ann\"]\ncommand=[\"a\"]"))
        .containsExactly("crew/ann");
    assertThat(members("[worker.\"none/*\"]\ncommand = [\"a\"]\n[worker.\"gone/one\"]"))
        .containsExactly("gone/one");
    assertThat(members("[worker.\"{crew,other}/[ae]*\"]\ncommand = [\"a\"]"))
        .containsExactly("crew/alias", "crew/ann", "other/eve");
  }

  private List<String> members(String text) throws InvalidFleetFile, IOException {
    return parse(text).members(root).stream().map(member -> member.name().text()).toList();
  }

  private static Settings settings(String name, String text) throws InvalidFleetFile {
    return parse(text).settings(new WorkerName(name)).orElseThrow();
  }

  private static Fleet parse(String text) throws InvalidFleetFile {
    return FleetFile.parse(FILE, text);
  }
}
