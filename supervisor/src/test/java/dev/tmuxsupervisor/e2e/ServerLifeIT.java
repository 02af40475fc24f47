package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.tmuxsupervisor.e2e.Launcher.Result;
import dev.tmuxsupervisor.e2e.Launcher.Running;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServerLifeIT {
  private Launcher launcher;

  @BeforeEach
  void create() throws IOException {
    launcher = Launcher.create();
  }

  @AfterEach
  void close() throws IOException {
    launcher.close();
  }

  private Path socket() {
    return launcher.runtime().resolve("supervisor/default.sock");
  }

  private ProcessHandle server() {
    List<ProcessHandle> servers = launcher.servers();
    assertThat(servers).hasSize(1);
    return servers.getFirst();
  }

  private void oneServer() {
    Awaitility.await().until(() -> launcher.servers().size() == 1);
  }

  private static void mode(Path file, String permissions) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private void works() throws IOException, InterruptedException {
    assertThat(launcher.run("version").orFail().out()).startsWith("supervisor ");
  }

  @Test
  void theFirstCommandStartsAServerThatIsInASessionOfItsOwn() throws Exception {
    works();
    ProcessHandle server = server();
    String stat = Files.readString(Path.of("/proc/" + server.pid() + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    assertThat(fields[3]).as("session id: proc_pid_stat(5)").isEqualTo("" + server.pid());
    assertThat(Path.of("/proc/" + server.pid() + "/cwd").toRealPath()).isEqualTo(Path.of("/"));
  }

  @Test
  void clientsThatStartTheServerAtTheSameInstantGetOneServer() throws Exception {
    List<Running> clients = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      clients.add(launcher.start("version"));
    }
    for (Running client : clients) {
      client.await().orFail();
    }
    oneServer();
    works();
    assertThat(launcher.servers()).hasSize(1);
  }

  @Test
  void statusAndStopNeverStartAServer() throws Exception {
    for (String verb : List.of("status", "stop")) {
      Result result = launcher.run("server", verb);
      assertThat(result.exit()).isEqualTo(3);
      assertThat(result.err()).contains("no supervisor server is running (" + socket() + ")");
    }
    Result json = launcher.run("server", "status", "--json");
    assertThat(json.exit()).isEqualTo(3);
    assertThat(json.out()).contains("\"SERVER_NOT_RUNNING\"").contains("\"exit\":3");
    assertThat(launcher.servers()).isEmpty();
  }

  @Test
  void statusTellsOfTheServerAndStopEndsIt() throws Exception {
    works();
    ProcessHandle server = server();
    assertThat(launcher.run("server", "status").orFail().out()).contains("" + server.pid());
    launcher.run("server", "stop").orFail();
    Launcher.awaitEnd(server);
    assertThat(socket()).doesNotExist();
    assertThat(launcher.run("server", "status").exit()).isEqualTo(3);
  }

  @Test
  void afterSigtermNothingIsLeftAndTheNextCommandWorks() throws Exception {
    works();
    ProcessHandle server = server();
    server.destroy();
    Launcher.awaitEnd(server);
    assertThat(socket()).doesNotExist();
    works();
  }

  @Test
  void afterSigkillAStaleSocketIsNoHindrance() throws Exception {
    works();
    for (int i = 0; i < 3; i++) {
      ProcessHandle server = server();
      server.destroyForcibly();
      Launcher.awaitEnd(server);
      assertThat(socket()).exists();
      works();
    }
    try (var files = Files.list(launcher.state())) {
      assertThat(files.filter(file -> file.toString().endsWith(".lck"))).hasSize(1);
    }
  }

  @Test
  void whateverIsPlantedAtTheSocketsPathIsReplacedAndNotFollowed() throws Exception {
    Path victim = Files.writeString(launcher.world().resolve("victim"), "whole");
    Path directory = Files.createDirectories(socket().resolveSibling(""));
    mode(directory, "rwx------");
    Files.createSymbolicLink(socket(), victim);
    works();
    assertThat(victim).hasContent("whole");
    ProcessHandle server = server();
    server.destroyForcibly();
    Launcher.awaitEnd(server);
    Files.delete(socket());
    Files.writeString(socket(), "a regular file");
    works();
  }

  @Test
  void aRuntimeDirectoryOpenToOthersOrElsewhereIsRefused() throws Exception {
    Path directory = Files.createDirectory(socket().resolveSibling(""));
    mode(directory, "rwxr-xr-x");
    assertThat(launcher.run("version"))
        .satisfies(result -> assertThat(result.exit()).isEqualTo(5))
        .satisfies(result -> assertThat(result.err()).contains("can't be trusted"));
    Files.delete(directory);
    Path elsewhere = Files.createDirectory(launcher.world().resolve("elsewhere"));
    mode(elsewhere, "rwx------");
    Files.createSymbolicLink(directory, elsewhere);
    Result linked = launcher.run("version");
    assertThat(linked.exit()).isEqualTo(5);
    assertThat(linked.err()).contains("not a directory");
    assertThat(launcher.servers()).isEmpty();
  }

  /** With it goes the folder of what is said to tmux; red when nobody makes that again. */
  @Test
  void aRuntimeDirectoryThatVanishesComesBackWithTheSameServer() throws Exception {
    works();
    ProcessHandle server = server();
    MoreFiles.deleteRecursively(launcher.runtime(), RecursiveDeleteOption.ALLOW_INSECURE);
    works();
    Path tmux = launcher.world().resolve("t");
    assertThat(launcher.run("adopt", "none", "w", "--tmux-socket", "" + tmux).err())
        .contains("error connecting to " + tmux); // by tmux: it was run
    oneServer(); // the client may have started another, which gives way
    assertThat(server().pid()).isEqualTo(server.pid());
  }

  @Test
  void aClientWithoutTheRuntimeDirectoryFindsTheServerByItsRecord() throws Exception {
    works();
    launcher.with("XDG_RUNTIME_DIR", launcher.world().resolve("other").toString());
    works();
    assertThat(launcher.run("server", "status").orFail().out()).contains(socket().toString());
    assertThat(launcher.servers()).hasSize(1);
  }

  @Test
  void aTooLongSocketPathIsSaidClearly() throws Exception {
    launcher.with("XDG_RUNTIME_DIR", "/tmp/" + "x".repeat(100));
    Result result = launcher.run("version");
    assertThat(result.exit()).isEqualTo(5);
    assertThat(result.err()).contains("too long").hasLineCount(1);
  }

  @Test
  void serversOfTwoNamesLiveSideBySide() throws Exception {
    works();
    launcher.run("-L", "other", "version").orFail();
    assertThat(launcher.servers()).hasSize(2);
    launcher.run("-L", "other", "server", "stop").orFail();
    assertThat(launcher.run("server", "status").exit()).isZero();
    assertThat(launcher.state().resolve("server-other.log")).exists();
  }

  @Test
  void aRebuiltProgramReplacesTheServerOfBefore() throws Exception {
    works();
    ProcessHandle old = server();
    Path rebuilt = launcher.copyOfJars();
    try (FileSystem jar = FileSystems.newFileSystem(rebuilt.resolve("tmux-adapter.jar"))) {
      Files.writeString(jar.getPath("changed"), "yes");
    }
    launcher.with("SUPERVISOR_LIB", rebuilt.toString());
    assertThat(launcher.run("server", "status").err()).contains("next command replaces it");
    works();
    Launcher.awaitEnd(old);
    assertThat(server().pid()).isNotEqualTo(old.pid());
  }

  @Test
  void aServerThatCantStartSaysWhy() throws Exception {
    Files.createDirectories(launcher.world().resolve("state"));
    Files.writeString(launcher.state(), "not a directory");
    Result result = launcher.run("version");
    assertThat(result.exit()).isEqualTo(5);
    assertThat(result.err()).contains("can't be trusted").hasLineCount(1);
    Files.delete(launcher.state());
    Files.createDirectory(launcher.state());
    mode(launcher.state(), "rwx------");
    Files.createDirectory(launcher.state().resolve("server-default.lock"));
    Result dead = launcher.run("version");
    assertThat(dead.exit()).isEqualTo(5);
    assertThat(dead.err()).contains("server ended at once").contains("server-default.lock");
    Files.delete(launcher.state().resolve("server-default.lock"));
  }

  @Test
  void serverRunBecomesTheServerAndASecondOneGivesWay() throws Exception {
    Running foreground = launcher.start("server", "run");
    Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> Files.exists(socket()));
    assertThat(server().pid()).as("no shell stays").isEqualTo(foreground.process().pid());
    assertThat(launcher.run("server", "run").orFail().err()).contains("running already");
    foreground.process().destroy();
    assertThat(foreground.await().exit()).isZero();
  }
}
