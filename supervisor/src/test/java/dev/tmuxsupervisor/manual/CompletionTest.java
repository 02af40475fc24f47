package dev.tmuxsupervisor.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What real shells offer. */
final class CompletionTest {
  /** A line up to the cursor, and all that may stand at its end then, separated by blanks. */
  private record Case(String line, String offers) {}

  private static final List<Case> CASES =
      List.of(
          new Case("supervisor sp", "spawn"),
          new Case("supervisor st", "status status-line stop"),
          new Case("supervisor -L ", "default night"),
          new Case("supervisor -L night wai", "wait"),
          new Case("supervisor stop ", "crew/ann crew/dave night odd"),
          new Case("supervisor stop crew/a", "crew/ann"),
          new Case("supervisor stop crew/dave n", "night"),
          new Case("supervisor why crew/dave n", ""),
          new Case("supervisor why -- crew/d", "crew/dave"),
          new Case("supervisor events --lines 5 ni", "night"),
          new Case("supervisor lock ", "acquire release show"),
          new Case("supervisor lock acquire cr", "crew/ann crew/dave"),
          new Case("supervisor lock acquire --re", "--reason"),
          new Case("supervisor spawn --restart o", "on-failure"),
          new Case("supervisor spawn --if-held w", "wait worktree"),
          new Case("supervisor spawn --root /tmp od", "odd"),
          new Case("supervisor spawn x --env SUPERVISOR_MARK", "SUPERVISOR_MARK_OF_TEST"),
          new Case("supervisor wait --until running,st", "running,stopped"),
          new Case("supervisor ls --js", "--json"),
          new Case("supervisor locks clean --y", "--yes"),
          new Case("supervisor spawn x -- supervisor-tes", "supervisor-test-agent"),
          new Case("supervisor hold -- supervisor-tes", "supervisor-test-agent"),
          new Case("supervisor nonsense ", ""));

  private Path world = Path.of("unset");
  private Map<String, String> environment = Map.of();

  @BeforeEach
  void make() throws IOException {
    world = Files.createTempDirectory(Path.of("/tmp"), "sc"); // sockets have short paths
    Path share = Files.createDirectories(world.resolve("share"));
    ManualMain.write(share, Release.of("1", "2026-01-01T00:00:00Z", Map.of()));
    Path town = world.resolve("the town");
    StringBuilder index = new StringBuilder();
    for (String name : List.of("crew/dave", "crew/ann", "night")) {
      Files.createDirectories(town.resolve(name).resolve(".runtime"));
      index.append("{\"name\":\"%s\",\"root\":\"%s\"}%n".formatted(name, town));
    }
    index.append("{\"name\":\"gone\",\"root\":\"%s\"}%n".formatted(town));
    index.append("{\"name\":\"odd\",\"root\":\"/x\\\"y\\\\z\"}\n");
    index.append("{\"name\":\"$(touch %s/hit)\",\"root\":\"/\"}%n".formatted(world));
    index.append("{\"name\":\"`touch %s/hit`\",\"root\":\"/\"}%n".formatted(world));
    index.append("{\"name\":\"torn\",\"ro\nnight\n\n{\"name\":\"last\",\"root\":\"/tm");
    Path state = Files.createDirectories(world.resolve("state/supervisor"));
    Files.writeString(state.resolve("workers.jsonl"), index);
    Path bin = Files.createDirectories(world.resolve("bin"));
    Path agent = Files.writeString(bin.resolve("supervisor-test-agent"), "#!/bin/sh\n");
    assertThat(agent.toFile().setExecutable(true)).isTrue();
    Path run = Files.createDirectories(world.resolve("run/supervisor"));
    listen(run.resolve("default.sock"));
    listen(run.resolve("night.sock"));
    environment =
        Map.of(
            "HOME",
            Files.createDirectories(world.resolve("home")).toString(),
            "XDG_STATE_HOME",
            world.resolve("state").toString(),
            "XDG_RUNTIME_DIR",
            world.resolve("run").toString(),
            "SUPERVISOR_MARK_OF_TEST",
            "1",
            "LC_ALL",
            "C.UTF-8",
            "PATH",
            bin + ":" + System.getenv("PATH"));
  }

  /** The socket's file stays when it is closed. */
  private static void listen(Path socket) throws IOException {
    try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.bind(UnixDomainSocketAddress.of(socket));
    }
  }

  @AfterEach
  void nothingOfTheIndexWasRun() throws Exception {
    assertThat(world.resolve("hit")).doesNotExist();
    com.google.common.io.MoreFiles.deleteRecursively(
        world, com.google.common.io.RecursiveDeleteOption.ALLOW_INSECURE);
  }

  private Path bash() {
    return world.resolve("share/bash-completion/completions/supervisor");
  }

  @Test
  void fishOffersWhatTheModelKnows() throws Exception {
    Programs.require("fish");
    String file = world.resolve("share/fish/vendor_completions.d/supervisor.fish").toString();
    for (Case one : CASES) {
      String script =
          "source %s; complete -C '%s' | string replace -r '\\t.*' ''".formatted(file, one.line);
      String out = Programs.output(environment, List.of("fish", "--no-config", "-c", script));
      assertThat(offers(out)).as(one.line).isEqualTo(offers(one.offers));
    }
  }

  @Test
  void bashOffersWhatTheModelKnows() throws Exception {
    Programs.require("bash");
    for (Case one : CASES) {
      // As readline does it, which takes a word apart at "=" and begins a new one behind a blank.
      String script =
          """
          . "$1"; compopt() { :; }
          read -ra COMP_WORDS <<<"$2"; [[ $2 == *' ' ]] && COMP_WORDS+=('')
          COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _supervisor
          printf '%s\\n' "${COMPREPLY[@]}"
          """;
      String out =
          Programs.output(
              environment,
              List.of("bash", "--norc", "-c", script, "bash", bash().toString(), one.line));
      assertThat(offers(out)).as(one.line).isEqualTo(offers(one.offers));
    }
  }

  @Test
  void workersAreFoundWithoutAnyOtherProcess() throws Exception {
    Programs.require("strace");
    Programs.require("bash");
    Programs.require("zsh");
    Programs.require("fish");
    String zsh = world.resolve("share/zsh/site-functions/_supervisor").toString();
    String fish = world.resolve("share/fish/vendor_completions.d/supervisor.fish").toString();
    startsNothing(
        "bash",
        "--norc",
        ". %s; cur=; COMPREPLY=(); _supervisor_workers; echo \"${COMPREPLY[@]}\""
            .formatted(bash()));
    startsNothing(
        "zsh",
        "-f",
        "compdef() { :; }; . %s; _wanted() { echo $workers; }; _supervisor_workers".formatted(zsh));
    startsNothing(
        "fish", "--no-config", "source %s; complete -C 'supervisor stop '".formatted(fish));
  }

  private void startsNothing(String shell, String option, String script) throws Exception {
    Path trace = world.resolve(shell + ".trace");
    List<String> words =
        List.of("strace", "-f", "-qq", "-o", trace.toString(), "-e", "trace=%process", shell);
    List<String> all = new java.util.ArrayList<>(words);
    all.addAll(List.of(option, "-c", script));
    assertThat(offers(Programs.output(environment, all)))
        .as(shell)
        .containsExactlyInAnyOrder("crew/ann", "crew/dave", "night", "odd");
    List<String> calls = Files.readAllLines(trace);
    assertThat(calls)
        .filteredOn(call -> call.contains(" execve(") && call.endsWith(" = 0"))
        .hasSize(1);
    assertThat(calls)
        .filteredOn(call -> call.matches("[0-9]+ +(fork|vfork|clone|clone3)\\(.*"))
        .allMatch(call -> call.contains("CLONE_THREAD"));
  }

  @Test
  void shellcheckFindsNothingToSay() throws Exception {
    Programs.require("shellcheck");
    assertThat(Programs.output(environment, List.of("shellcheck", "-s", "bash", bash().toString())))
        .isEmpty();
  }

  private static Set<String> offers(String words) {
    return words
        .lines()
        .flatMap(line -> java.util.Arrays.stream(line.strip().split(" +", -1)))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void bashCompletesAtTheTabKey() throws Exception {
    Programs.require("bash");
    String first =
        "bind 'set bell-style none'; cd '%s'; . '%s'; PS1='%s'"
            .formatted(world, bash(), Terminal.PROMPT);
    try (Terminal terminal =
        Terminal.of(world, environment, List.of("bash", "--norc", "--noprofile"), first)) {
      completes(terminal);
      terminal.complete("supervisor spawn --root=" + world + "/the");
      terminal.awaitScreen(screen -> screen.contains("/the\\ town/"));
      terminal.clear();
      terminal.complete("supervisor spawn --tmux-socket=" + world + "/bin/sup");
      terminal.awaitScreen(screen -> screen.contains("/bin/supervisor-test-agent"));
      terminal.clear();
    }
  }

  @Test
  void zshCompletesAtTheTabKey() throws Exception {
    Programs.require("zsh");
    String first =
        "setopt nobeep; fpath=(%s/share/zsh/site-functions $fpath); autoload -Uz compinit; compinit -u -D; PS1='%s'"
            .formatted(world, Terminal.PROMPT);
    try (Terminal terminal = Terminal.of(world, environment, List.of("zsh", "-f"), first)) {
      completes(terminal);
      terminal.complete("supervisor lock sh");
      terminal.complete("--js");
      terminal.awaitScreen(screen -> screen.contains("supervisor lock show --json"));
      terminal.clear();
      terminal.complete("supervisor locks cl");
      terminal.complete("--y");
      terminal.awaitScreen(screen -> screen.contains("supervisor locks clean --yes"));
      terminal.clear();
      terminal.complete("supervisor wait --until running,st");
      terminal.awaitScreen(screen -> screen.contains("--until running,stopped"));
      terminal.clear();
      terminal.complete("supervisor spawn --root=" + world + "/the");
      terminal.awaitScreen(screen -> screen.contains("/the\\ town/"));
    }
  }

  @Test
  void fishCompletesAtTheTabKey() throws Exception {
    Programs.require("fish");
    String first =
        "source %s/share/fish/vendor_completions.d/supervisor.fish; function fish_prompt; echo '%s'; end"
            .formatted(world, Terminal.PROMPT);
    try (Terminal terminal =
        Terminal.of(world, environment, List.of("fish", "--no-config"), first)) {
      completes(terminal);
    }
  }

  /** What all shells do alike: one offer is put in, several are shown. */
  private static void completes(Terminal terminal) throws Exception {
    terminal.complete("supervisor sp");
    terminal.complete("crew/d");
    terminal.awaitScreen(screen -> screen.contains("supervisor spawn crew/dave"));
    terminal.clear();
    terminal.complete("supervisor stop cr");
    terminal.awaitScreen(screen -> screen.contains("stop crew/"));
    terminal.type("\t");
    terminal.type("\t"); // readline shows them when it is asked again
    terminal.awaitScreen(screen -> screen.contains("crew/ann") && screen.contains("crew/dave"));
    terminal.clear();
    terminal.complete("supervisor -L ni");
    terminal.complete("wh");
    terminal.complete("od");
    terminal.awaitScreen(screen -> screen.contains("supervisor -L night why odd"));
    terminal.clear();
    terminal.complete("supervisor spawn x -- supervisor-tes");
    terminal.awaitScreen(screen -> screen.contains("x -- supervisor-test-agent"));
    terminal.clear();
  }
}
