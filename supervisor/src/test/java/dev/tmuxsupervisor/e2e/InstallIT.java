package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.e2e.Launcher.Result;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The program as users have it: no checkout, no Java but its own. */
class InstallIT extends OnBench {
  private static final Path PAGE = Path.of("share/man/man1/supervisor-other.1");

  private Path prefix = Path.of("");

  @BeforeEach
  void choosePrefix() throws IOException {
    prefix = Files.createDirectory(bench().launcher().world().resolve("a prefix"));
  }

  /** From the checkout that is tested, whose jars are taken as they are. */
  private Result install(Path lib) throws Exception {
    return shell(
        "SUPERVISOR_LIB='%s' '%s' --prefix '%s'".formatted(lib, beside("install"), prefix));
  }

  /** The same without a place for the world in which caches are recorded, which takes longest. */
  private Result installWithoutCaches(Path lib) throws Exception {
    bench().launcher().with("TMPDIR", "/nowhere");
    Result result = install(lib);
    bench().launcher().without("TMPDIR");
    return result;
  }

  private static Path beside(String name) {
    return Launcher.program().resolveSibling(name);
  }

  private Result shell(String script) throws Exception {
    return bench().launcher().script(script);
  }

  /** Without Java, and with nothing else that only a developer has. */
  private Result installed(String... words) throws Exception {
    Path tools = Files.createDirectories(bench().launcher().world().resolve("tools"));
    for (String name : List.of("sh", "env", "tmux", "stty", "readlink", "sleep", "cat", "sed")) {
      Path tool = tools.resolve(name);
      if (!Files.exists(tool)) {
        Files.createSymbolicLink(tool, Path.of("/usr/bin", name));
      }
    }
    return shell(
        "cd '%s' && unset SUPERVISOR_JAVA SUPERVISOR_LIB && PATH='%s' && '%s/bin/supervisor' %s"
            .formatted(bench().root(), tools, prefix, String.join(" ", Arrays.asList(words))));
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> walk = Files.walk(bench().launcher().world())) {
      return new TreeSet<>(
          walk.filter(path -> path.startsWith(prefix)).map(Path::toString).toList());
    }
  }

  private Path home() {
    return prefix.resolve("lib/supervisor");
  }

  private Path current() throws IOException {
    return home().resolve("current").toRealPath();
  }

  private ProcessHandle server() {
    List<ProcessHandle> servers = bench().launcher().servers();
    assertThat(servers).hasSize(1);
    return servers.getFirst();
  }

  private static Path program(ProcessHandle server) {
    return Path.of(server.info().command().orElseThrow());
  }

  /** With a manual page of its own, where the build leaves them. */
  private Path otherBuild() throws IOException {
    Path lib = bench().launcher().copyOfJars();
    Path pages = Files.createDirectories(lib.resolveSibling("share/man/man1"));
    Files.writeString(pages.resolve(PAGE.getFileName()), ".TH OTHER 1\n");
    try (FileSystem jar = FileSystems.newFileSystem(lib.resolve("tmux-adapter.jar"))) {
      Files.writeString(jar.getPath("changed"), "yes");
    }
    return lib;
  }

  /**
   * Red when files of a running version are written over or removed, and when the client does not
   * replace the server of another version.
   */
  @Test
  void anAgentOutlivesUpgradeDowngradeAndRemovalAndNoFileIsLeft() throws Exception {
    Files.writeString(Files.createDirectories(prefix.resolve("share/man")).resolve("mine"), "x");
    Set<String> before = files();
    assertThat(install(Launcher.lib()).orFail().out())
        .contains("supervisor 0.1.0 installed", prefix + "/bin is not on it")
        .doesNotContain("server ");
    Path first = current();

    bench().worker("w");
    installed("spawn", "w", "--settle", "0s", "--", "sleep", "1000").orFail();
    long agent = bench().pidOf("w");
    ProcessHandle server = server();
    assertThat(program(server)).isEqualTo(first.resolve("lib/supervisor/runtime/bin/java"));
    assertThat(Path.of("/proc", "" + server.pid(), "maps"))
        .content()
        .contains(first + "/lib/supervisor/server.aot");

    installed("status-line", "enable").orFail();
    assertThat(bench().launcher().world().resolve("home/.tmux.conf"))
        .content()
        .as("it names what an upgrade does not take away")
        .contains(home() + "/current/lib/supervisor/supervisor.tmux");

    Path other = otherBuild();
    Result upgrade = installWithoutCaches(other).orFail();
    assertThat(upgrade.out()).contains("until the next command replaces it");
    assertThat(upgrade.err()).contains("without caches of classes it starts more slowly");
    assertThat(prefix.resolve(PAGE)).isSymbolicLink().hasContent(".TH OTHER 1");
    assertThat(server().pid()).isEqualTo(server.pid());
    assertThat(installed("list").orFail().out()).contains("w ", "running", " " + agent + " ");
    Launcher.awaitEnd(server);
    ProcessHandle upgraded = server();
    Path second = current();
    assertThat(program(upgraded)).startsWith(second);
    assertThat(second).isNotEqualTo(first);

    installWithoutCaches(Launcher.lib()).orFail();
    Path third = current();
    assertThat(first).as("nothing runs from it").doesNotExist();
    assertThat(prefix.resolve(PAGE)).doesNotExist();
    assertThat(Files.isSymbolicLink(prefix.resolve(PAGE))).isFalse();
    // Nobody asked for a server since: the version before the one before is in use.
    installWithoutCaches(Launcher.lib()).orFail();
    assertThat(program(server())).startsWith(second).exists();
    assertThat(third).exists();
    assertThat(installed("list").orFail().out()).contains("running", " " + agent + " ");
    Launcher.awaitEnd(upgraded);
    assertThat(program(server())).startsWith(current());
    assertThat(bench().pidOf("w")).isEqualTo(agent);
    assertThat(Bench.lives(agent)).isTrue();

    ProcessHandle last = server();
    assertThat(shell("'%s/uninstall'".formatted(home())).orFail().out())
        .contains("server " + last.pid() + " ends; agents stay", "removed from " + prefix);
    Launcher.awaitEnd(last);
    assertThat(files()).isEqualTo(before);
    assertThat(Bench.lives(agent)).isTrue();
    assertThat(bench().run("stop", "w").orFail().out()).contains("" + agent);
  }

  @Test
  void whatSomebodyElsePutThereStays() throws Exception {
    installWithoutCaches(Launcher.lib()).orFail();
    Path tree = current();
    Path note = Files.writeString(tree.resolve("share-of-mine"), "x");
    Files.delete(prefix.resolve("bin/supervisor"));
    Path theirs = Files.writeString(prefix.resolve("bin/supervisor"), "another program");
    Result second = install(Launcher.lib());
    assertThat(second.exit()).isEqualTo(4);
    assertThat(second.err()).contains("no link of this program's; nothing was installed");
    Result removed = shell("'%s' --prefix '%s'".formatted(beside("uninstall"), prefix)).orFail();
    assertThat(removed.err()).contains(home() + " stays");
    assertThat(files())
        .containsExactly(
            prefix.toString(),
            prefix.resolve("bin").toString(),
            theirs.toString(),
            prefix.resolve("lib").toString(),
            home().toString(),
            tree.toString(),
            note.toString());
    assertThat(shell("'%s' --prefix '%s'".formatted(beside("uninstall"), prefix)).exit())
        .isEqualTo(3);
  }

  @Test
  void whatCannotBeDoneIsSaidAndChangesNothing() throws Exception {
    Path file = Files.writeString(prefix.resolve("file"), "");
    Set<String> before = files();
    String install = "SUPERVISOR_LIB='%s' '%s' ".formatted(Launcher.lib(), beside("install"));
    refused(5, "can't write to " + file + "/x", install + "--prefix '" + file + "/x'");
    refused(
        5,
        "there is no /nowhere/supervisor.jar",
        "SUPERVISOR_LIB=/nowhere '%s'".formatted(beside("install")));
    refused(
        5, "is not Java 25", "SUPERVISOR_JAVA=/nowhere " + install + "--prefix '" + prefix + "'");
    for (String program : List.of(install, "'" + beside("uninstall") + "' ")) {
      refused(2, "no such option: --prefx=/x", program + "--prefx=/x");
      refused(2, "a folder is missing", program + "--prefix");
      refused(2, "the prefix is empty", program + "--prefix=");
      assertThat(shell(program + "--help").orFail().out()).startsWith("Usage: ");
    }
    refused(
        3,
        "is not installed in " + prefix,
        "'%s' --prefix '%s'".formatted(beside("uninstall"), prefix));
    assertThat(files()).isEqualTo(before);
    assertThat(bench().launcher().world().resolve("home/.local")).doesNotExist();
  }

  private void refused(int exit, String words, String script) throws Exception {
    Result result = shell(script);
    assertThat(result.exit()).as("%s: %s", script, result).isEqualTo(exit);
    assertThat(result.err()).contains(words).hasLineCount(1);
    assertThat(result.out()).isEmpty();
  }

  /** Red when our own code uses a module that the private runtime lacks. */
  @Test
  void thePrivateRuntimeHasEveryModuleThatOurCodeNeeds() throws Exception {
    Optional<ToolProvider> jdeps = ToolProvider.findFirst("jdeps");
    StringWriter out = new StringWriter();
    for (String jar : List.of("supervisor.jar", "tmux-adapter.jar")) {
      jdeps
          .orElseThrow()
          .run(
              new PrintWriter(out),
              new PrintWriter(out),
              "--print-module-deps",
              "--ignore-missing-deps",
              Launcher.lib().resolve(jar).toString());
    }
    assertThat(out.toString().strip().split("[,\\s]+")).contains("java.base");
    assertThat(Files.readString(beside("runtime.sh")))
        .contains(out.toString().strip().split("[,\\s]+"));
  }
}
