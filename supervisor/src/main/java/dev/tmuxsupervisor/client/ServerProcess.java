package dev.tmuxsupervisor.client;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The server as a process: how it is started, and what it said if it did not come up. */
final class ServerProcess {
  private static final long MAX_OUTPUT = 1 << 20;
  private static final int LAST_LINES = 10;

  // One of the few locales that every glibc and musl has; without it the JVM can't even name a
  // file whose name is not ASCII.
  private static final String LOCALE = "C.UTF-8";

  // mallopt(3): else glibc gives each of some forty threads an arena of its own, up to eight a
  // core, which keeps what it needed once: 10 MB. Neither tmux nor agents are given the variable.
  private static final String ARENAS = "MALLOC_ARENA_MAX";

  // Set by the launcher for its client alone, and wanted by the server to name itself.
  private static final String LAUNCHER = "SUPERVISOR_LAUNCHER";

  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          // Compiled after a tenth of the usual calls: most servers have little to do, and do it
          // interpreted else.
          "-XX:CompileThresholdScaling=0.1",
          // What lives takes 10 MB with 500 workers; what a burst of work took is given back, by
          // the C library too.
          "-Xms16m",
          "-Xmn4m",
          "-Xmx128m",
          "-XX:MinHeapFreeRatio=20",
          "-XX:MaxHeapFreeRatio=30",
          "-XX:-ShrinkHeapInSteps",
          "-XX:TrimNativeHeapInterval=60000",
          "-XX:+UseCompactObjectHeaders",
          "-Xss512k",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:-UsePerfData",
          // Archived classes stay pages of their file, where they would be written over otherwise.
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:ArchiveRelocationMode=0",
          // The usual four times a second are an eighth of what an idle server costs.
          "-XX:AsyncDeflationInterval=5000",
          // JNA would run ldconfig for the folders of libraries; we need none but the C library.
          "-Djna.platform.library.path=",
          "--enable-native-access=ALL-UNNAMED");

  private final Process process;
  private final Place place;

  private ServerProcess(Process process, Place place) {
    this.process = process;
    this.place = place;
  }

  /** Starts the server in the background; it leaves our session by itself. */
  static ServerProcess start(Path lib, Place place, Map<String, String> users) throws IOException {
    makeFolders(place);
    File output = boundedOutput(place.output()).toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command(lib, place, users, "--detach"))
            .directory(new File("/"))
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
            .redirectError(ProcessBuilder.Redirect.appendTo(output));
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.putAll(Variables.forServer(users));
    environment.put("LC_ALL", LOCALE);
    environment.put(ARENAS, "1");
    return new ServerProcess(builder.start(), place);
  }

  /** The temporary one too: a JVM looks for it before any code of ours runs. */
  static void makeFolders(Place place) throws IOException {
    PrivateDirectory.ensure(place.socket().resolveSibling(""));
    PrivateDirectory.ensure(place.state());
    PrivateDirectory.ensure(place.temporary());
  }

  /** The words that run the server in the foreground, for whoever is to become it. */
  static List<String> foreground(Path lib, Place place, Map<String, String> users) {
    List<String> words = new ArrayList<>(List.of("env", "LC_ALL=" + LOCALE, ARENAS + "=1"));
    String launcher = users.get(LAUNCHER);
    if (launcher != null) {
      words.add(LAUNCHER + "=" + launcher);
    }
    words.addAll(command(lib, place, users, "--foreground"));
    return words;
  }

  private static List<String> command(
      Path lib, Place place, Map<String, String> users, String mode) {
    List<String> words = new ArrayList<>();
    words.add(System.getProperty("java.home") + "/bin/java");
    words.addAll(FLAGS);
    words.addAll(cache(users));
    words.add("-Djava.io.tmpdir=" + place.temporary());
    words.add("-Ddev.tmuxsupervisor.tmux.calls=" + place.calls());
    // Its manifest names the others, in an order that a cache can rely on.
    Collections.addAll(
        words, "-cp", lib + "/supervisor.jar", "dev.tmuxsupervisor.server.ServerMain");
    Collections.addAll(
        words, mode, place.name(), place.socket().toString(), place.state().toString());
    return words;
  }

  /**
   * The classes as an earlier server had loaded them, JEP 514. A cache that is missing, or of other
   * jars or another JVM, costs no more than time, and not a word is said of it.
   */
  private static List<String> cache(Map<String, String> users) {
    String record = users.getOrDefault("SUPERVISOR_RECORD_SERVER", "");
    if (!record.isEmpty()) {
      return List.of("-XX:AOTCacheOutput=" + record);
    }
    String caches = System.getProperty("supervisor.caches", "");
    return caches.isEmpty()
        ? List.of()
        : List.of("-XX:AOTCache=" + caches + "/server.aot", "-Xlog:aot=off", "-Xlog:cds=off");
  }

  private static Path boundedOutput(Path output) throws IOException {
    if (Files.exists(output) && Files.size(output) > MAX_OUTPUT) {
      FileChannel.open(output, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
          .close();
    }
    return output;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** {@link Refusal} with its last words if the server failed; ending with 0 it gave way. */
  void requireSuccess() throws IOException {
    if (process.isAlive() || process.exitValue() == 0) {
      return;
    }
    throw new Refusal(
        Refusal.PREREQUISITE,
        "the server ended at once with status " + process.exitValue() + "; it said:" + lastLines());
  }

  private String lastLines() throws IOException {
    List<String> lines = Files.readString(place.output()).lines().toList();
    StringBuilder text = new StringBuilder();
    for (String line : lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size())) {
      text.append(System.lineSeparator()).append("  ").append(line);
    }
    return text.toString();
  }
}
