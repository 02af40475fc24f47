package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tmuxsupervisor.e2e.Launcher.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherIT {
  private Launcher launcher;
  private Path tools;

  @BeforeEach
  void create() throws IOException {
    launcher = Launcher.create();
    tools = Files.createDirectory(launcher.world().resolve("tools"));
  }

  @AfterEach
  void close() throws IOException {
    launcher.close();
  }

  /** A PATH of these programs alone. */
  private void pathOf(String... programs) throws IOException {
    for (String program : programs) {
      Path found =
          List.of("/bin/", "/usr/bin/").stream()
              .map(folder -> Path.of(folder + program))
              .filter(Files::isExecutable)
              .findFirst()
              .orElseThrow();
      Files.createSymbolicLink(tools.resolve(program), found);
    }
    launcher.with("PATH", tools.toString());
  }

  private static void isOneLineOfExitFive(Result result, String... parts) {
    assertThat(result.exit()).isEqualTo(5);
    assertThat(result.err()).hasLineCount(1).contains(parts);
  }

  @Test
  void aMissingTmuxIsNamedWithTheCommandThatInstallsIt() throws Exception {
    pathOf("readlink");
    isOneLineOfExitFive(
        launcher.run("version"),
        "tmux is missing",
        "apt-get install tmux",
        "dnf install tmux",
        "brew install tmux");
  }

  @Test
  void aWrongSupervisorJavaIsAnErrorAndNoReasonToLookElsewhere() throws Exception {
    launcher.with("SUPERVISOR_JAVA", "/nowhere");
    isOneLineOfExitFive(
        launcher.run("version"),
        "SUPERVISOR_JAVA=/nowhere",
        "openjdk-25-jdk",
        "java-25-openjdk-devel",
        "openjdk@25");
  }

  @Test
  void anOldJavaIsToldByItsReleaseFileWithoutBeingStarted() throws Exception {
    Path home = fakeJava("17.0.15", "#!/bin/sh\ntouch " + launcher.world() + "/started\n");
    launcher.with("SUPERVISOR_JAVA", home.toString());
    isOneLineOfExitFive(launcher.run("version"), "is not Java 25 or newer");
    assertThat(launcher.world().resolve("started")).doesNotExist();
  }

  private Path fakeJava(String version, String script) throws IOException {
    Path home = Files.createDirectories(launcher.world().resolve("jdk"));
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(java, script);
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  @Test
  void aJreIsNotEnoughToBuildWith() throws Exception {
    Path checkout = checkout();
    Path home = fakeJava("25.0.3", "#!/bin/sh\n");
    launcher.with("SUPERVISOR_JAVA", home.toString()).without("SUPERVISOR_LIB");
    isOneLineOfExitFive(launcher.script(checkout + "/src/bin/supervisor version"), "without javac");
  }

  @Test
  void aMissingMavenIsNamedWhenABuildIsNeeded() throws Exception {
    Path checkout = checkout();
    pathOf("sh", "readlink", "tmux", "find", "head", "mkdir", "flock");
    launcher.without("SUPERVISOR_LIB");
    isOneLineOfExitFive(
        launcher.script(checkout + "/src/bin/supervisor version"),
        "Maven (mvn), which is missing",
        "apt-get install maven");
  }

  /** A checkout in which nothing is built, with a Maven that writes down that it was called. */
  private Path checkout() throws IOException {
    Path checkout = launcher.world().resolve("checkout");
    Path bin = Files.createDirectories(checkout.resolve("src/bin"));
    for (String file :
        List.of("supervisor", "java-25.sh", "build.sh", "flock.sh", "client.security")) {
      Files.copy(
          Launcher.program().resolveSibling(file),
          bin.resolve(file),
          java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
    }
    Files.writeString(bin.resolve("caches.sh"), "make_caches() {\n\t:\n}\n");
    Files.writeString(checkout.resolve("pom.xml"), "<project/>");
    Path module = Files.createDirectories(checkout.resolve("supervisor/src/main/java"));
    Files.writeString(module.resolve("A.java"), "class A {}");
    Files.writeString(checkout.resolve("supervisor/pom.xml"), "<project/>");
    return checkout;
  }

  private void maven(String script) throws IOException {
    Path maven = tools.resolve("mvn");
    Files.writeString(maven, "#!/bin/sh\n" + script);
    assertThat(maven.toFile().setExecutable(true)).isTrue();
    launcher.with("PATH", tools + ":/usr/bin:/bin").without("SUPERVISOR_LIB");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCheckoutIsBuiltOnceAndAgainAfterEveryChange(boolean flock) throws Exception {
    Path checkout = checkout();
    maven(
        "echo built >> "
            + launcher.world()
            + "/builds; echo noise\n"
            + "mkdir -p supervisor/target/dist && ln -sfn "
            + Launcher.lib()
            + " supervisor/target/dist/lib\n");
    if (!flock) {
      pathOf("readlink", "tmux", "find", "head", "mkdir", "mv", "rm", "ln", "perl");
    }
    String program = checkout + "/src/bin/supervisor version";
    // Eight at once: one builds, the others wait and then find it done.
    Result first =
        launcher.script(
            "for i in 1 2 3 4 5 6 7 8; do "
                + program
                + " & pids=\"${pids-} $!\"; done; "
                + "for pid in $pids; do wait $pid || exit 1; done");
    assertThat(first.orFail().err()).isEqualTo("supervisor: building (first run) …\n");
    assertThat(first.out().lines()).hasSize(8);
    launcher.script(program).orFail();
    assertThat(builds()).isEqualTo(1);

    Files.writeString(checkout.resolve("supervisor/src/main/java/B.java"), "class B {}");
    launcher.script(program).orFail();
    Files.delete(checkout.resolve("supervisor/src/main/java/B.java"));
    launcher.script(program).orFail();
    Files.writeString(checkout.resolve("pom.xml"), "<project></project>");
    launcher.script(program).orFail();
    launcher.script(program).orFail();
    assertThat(builds()).isEqualTo(4);
  }

  private long builds() throws IOException {
    return Files.readAllLines(launcher.world().resolve("builds")).size();
  }

  @Test
  void aFailedBuildShowsItsOutputAndIsTriedAgain() throws Exception {
    Path checkout = checkout();
    maven("echo 'A.java:1: error: planted'; exit 1\n");
    String program = checkout + "/src/bin/supervisor version";
    for (int i = 0; i < 2; i++) {
      Result result = launcher.script(program);
      assertThat(result.exit()).isEqualTo(5);
      assertThat(result.err()).contains("error: planted").contains("the build failed");
    }
  }

  /** Red when make_caches records nothing, or the launcher or its client leaves a cache out. */
  @Test
  void cachesAreRecordedInAWorldThatIsGoneAfterwardsAndAreUsed() throws Exception {
    Path lib = launcher.copyOfJars();
    Path temporary = Files.createDirectory(launcher.world().resolve("tmp"));
    launcher
        .script(
            "bin=${supervisor%%/*}; . \"$bin/caches.sh\"; TMPDIR=%s make_caches \"$supervisor\" %s %s"
                .formatted(temporary, lib, lib))
        .orFail();
    assertThat(temporary).isEmptyDirectory();
    launcher.with("SUPERVISOR_LIB", lib.toString()).run("version").orFail();
    String server = "" + launcher.servers().getFirst().pid();
    assertThat(Path.of("/proc", server, "maps")).content().contains(lib + "/server.aot");
  }

  /** Red without -Xlog: the JVM then says much of a cache that it cannot use. */
  @Test
  void cachesThatDoNotFitArePassedOverInSilence() throws Exception {
    Path lib = launcher.copyOfJars();
    Files.writeString(lib.resolve("client.aot"), "none");
    Files.writeString(lib.resolve("server.aot"), "none");
    Result result = launcher.with("SUPERVISOR_LIB", lib.toString()).run("version").orFail();
    assertThat(result.out()).startsWith("supervisor ").hasLineCount(1);
    assertThat(result.err()).isEmpty();
    assertThat(launcher.state().resolve("server.out")).isEmptyFile();
  }

  @Test
  void itIsFoundThroughSymbolicLinksAndRunsUnderEveryShell() throws Exception {
    Path link = launcher.world().resolve("link");
    Files.createSymbolicLink(link, Launcher.program());
    Path second = Files.createSymbolicLink(launcher.world().resolve("second"), Path.of("link"));
    for (String shell : List.of("dash", "bash", "sh")) {
      launcher.script(shell + " " + second + " version").orFail();
    }
  }

  @Test
  void theClientIsToldOfTheTerminalAndItsWidth() throws Exception {
    Path told = launcher.world().resolve("told");
    String java = "#!/bin/sh\necho \"$@\" > $TOLD.new && mv $TOLD.new $TOLD\n";
    launcher
        .with("SUPERVISOR_JAVA", fakeJava("25.0.3", java).toString())
        .with("TOLD", told.toString());
    Path terminal = launcher.world().resolve("terminal");
    String tmux = "tmux -f /dev/null -S " + terminal;
    launcher.script(tmux + " new-session -d -x 93 -y 20 $supervisor version").orFail();
    await().until(() -> Files.exists(told));
    launcher.script(tmux + " kill-server || :").orFail();
    assertThat(told).content().contains("supervisor.terminal=true -Dsupervisor.columns=93 ");
    launcher.with("COLUMNS", "71").run("version").orFail();
    assertThat(told).content().contains("supervisor.terminal=false -Dsupervisor.columns=71 ");
  }

  @Test
  void outputThatNobodyReadsAndACaptureDoNotHang() throws Exception {
    assertThat(launcher.script("echo \"got $($supervisor version)\"").orFail().out())
        .startsWith("got supervisor");
    launcher.script("$supervisor server stop | :").orFail();
  }
}
