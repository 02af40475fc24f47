package dev.tmuxsupervisor.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.tmuxsupervisor.act.AdoptOutcome;
import dev.tmuxsupervisor.act.AdoptRequest;
import dev.tmuxsupervisor.act.Adopter;
import dev.tmuxsupervisor.act.ReserveOutcome;
import dev.tmuxsupervisor.act.ReserveRequest;
import dev.tmuxsupervisor.act.Reserver;
import dev.tmuxsupervisor.act.RunningPane;
import dev.tmuxsupervisor.act.SpawnOutcome;
import dev.tmuxsupervisor.act.SpawnRequest;
import dev.tmuxsupervisor.act.Spawner;
import dev.tmuxsupervisor.judge.Evidence;
import dev.tmuxsupervisor.judge.Judge;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.lock.LockRecord;
import dev.tmuxsupervisor.process.Liveness;
import dev.tmuxsupervisor.process.ProcessTable;
import dev.tmuxsupervisor.tmux.Running;
import dev.tmuxsupervisor.tmux.SessionName;
import dev.tmuxsupervisor.tmux.Snapshot;
import dev.tmuxsupervisor.tmux.Tmux;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.History;
import dev.tmuxsupervisor.worker.Policy;
import dev.tmuxsupervisor.worker.RunMarks;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerName;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A worker, and a tmux server of the test's own. */
final class TmuxWorld {
  private final Path root;
  private final TmuxSocket socket;
  private final Worker worker;
  private final Tmux tmux;

  private TmuxWorld(Path root) throws Exception {
    this.root = root;
    this.socket = new TmuxSocket(root.resolve("s"));
    Files.createDirectories(root.resolve("home"));
    Files.createDirectories(root.resolve("town/w"));
    this.worker = Worker.resolve(root.resolve("town"), new WorkerName("w"));
    this.tmux = Tmux.at(socket).environment(environment());
  }

  static TmuxWorld create() throws Exception {
    return new TmuxWorld(Files.createTempDirectory(Path.of("/tmp"), "ob"));
  }

  Path socket() {
    return socket.path();
  }

  private Map<String, String> environment() {
    return Map.of(
        "PATH", "/usr/local/bin:/usr/bin:/bin",
        "HOME", root.resolve("home").toString(),
        "SHELL", "/bin/sh");
  }

  /** Starts an agent as the program does, and gives its lock. */
  LockRecord spawn(String... argv) throws Exception {
    return start(worker, socket, argv);
  }

  /** Another worker of the same town. */
  Worker worker(String name) throws Exception {
    Files.createDirectories(root.resolve("town").resolve(name));
    return Worker.resolve(root.resolve("town"), new WorkerName(name));
  }

  /** Starts any worker's agent at any server, in a session of the worker's name. */
  LockRecord start(Worker of, TmuxSocket at, String... argv) throws Exception {
    Spawner spawner =
        new Spawner(
            (one, spec, guarded) -> observer().look(one, spec, guarded),
            this::door,
            Duration.ofSeconds(5));
    SpawnOutcome outcome =
        spawner.spawn(
            new SpawnRequest(
                of,
                List.of(argv),
                List.of(),
                false,
                Map.of(),
                Map.of(),
                new SessionName(of.name().text()),
                at,
                Policy.DEFAULT,
                History.FRESH));
    assertThat(outcome).isInstanceOf(SpawnOutcome.Started.class);
    return ((SpawnOutcome.Started) outcome).lock();
  }

  /** Has the worker adopt the one pane that this names. */
  AdoptOutcome adopt(String target) throws Exception {
    Adopter adopter =
        new Adopter(
            (of, spec, guarded) -> observer().look(of, spec, guarded),
            at -> tmux,
            Duration.ofSeconds(5));
    assertThat(tmux.snapshot(RunMarks.OPTIONS)).isInstanceOf(Running.class);
    Snapshot snapshot = ((Running<Snapshot>) tmux.snapshot(RunMarks.OPTIONS)).content();
    List<RunningPane> panes = RunningPane.named(snapshot, target);
    assertThat(panes).hasSize(1);
    return adopter.adopt(
        new AdoptRequest(
            worker,
            socket,
            panes.getFirst(),
            List.of("sleep", "1000"),
            Map.of(),
            Map.of(),
            Policy.DEFAULT,
            List.of()));
  }

  /** Has somebody keep agents out by hand. */
  ReserveOutcome reserve(Optional<Duration> ttl, boolean force) throws Exception {
    Reserver reserver =
        new Reserver(
            (of, spec, guarded) -> observer().look(of, spec, guarded),
            at -> tmux,
            Autopsy::of,
            Duration.ofSeconds(5));
    return reserver.reserve(new ReserveRequest(worker, "ana", "deploy", ttl, force));
  }

  Worker worker() {
    return worker;
  }

  WorkerSpec spec() throws Exception {
    return worker.file().read().orElseThrow();
  }

  /** A lock as Gas Town writes it. */
  void strangersLock(long pid, String session, Instant acquired) throws IOException {
    strangersLock(worker, pid, session, acquired);
  }

  void strangersLock(Worker of, long pid, String session, Instant acquired) throws IOException {
    of.runtime().create();
    String host = Files.readString(Path.of("/proc/sys/kernel/hostname")).trim();
    Files.writeString(
        of.runtime().lockFile(),
        "{\"pid\":%d,\"acquired_at\":\"%s\",\"session_id\":\"%s\",\"hostname\":\"%s\"}"
            .formatted(pid, acquired, session, host));
  }

  Tmux door(TmuxSocket at) {
    return at.equals(socket) ? tmux : Tmux.at(at).environment(environment());
  }

  /** Eyes that know this world's tmux server alone. */
  Observer observer() {
    return observer(new TmuxLooks(this::door));
  }

  Neighbourhood neighbourhood() {
    TmuxLooks looks = new TmuxLooks(this::door);
    return new Neighbourhood(observer(looks), looks, socket);
  }

  private Observer observer(TmuxLooks looks) {
    return new Observer(
        looks,
        socket,
        () -> Set.of(socket), // other tests' servers come and go, and some are stopped
        Objects.requireNonNull(System.getProperty("user.name")));
  }

  Evidence look() throws Exception {
    return observer().look(worker, worker.file().read(), false);
  }

  Verdict judge() throws Exception {
    return Judge.judge(look());
  }

  Verdict.Kind kind() throws Exception {
    return judge().kind();
  }

  /** What tmux itself prints for these words. */
  String tmux(String... words) throws Exception {
    List<String> argv = new ArrayList<>(List.of("tmux", "-u", "-S", socket.toString()));
    argv.addAll(List.of(words));
    Path out = Files.createTempFile(root, "tmux", "");
    ProcessBuilder builder = new ProcessBuilder(argv);
    builder.environment().clear();
    builder.environment().putAll(environment());
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("%s ended", argv).isTrue();
    return Files.readString(out, StandardCharsets.UTF_8).strip();
  }

  /** The pid that runs in a pane or session. */
  long pid(String target) throws Exception {
    return Long.parseLong(tmux("display-message", "-p", "-t", target, "#{pane_pid}"));
  }

  /** Ends this process, as its own program might. Debian's tmux may leave it a zombie for good. */
  void end(long pid) {
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    await().until(() -> ProcessTable.probe(pid, OptionalLong.empty()) instanceof Liveness.Dead);
  }

  void close() throws Exception {
    tmux("kill-server");
    // tmux takes its socket away when it has answered.
    await()
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(
            () -> MoreFiles.deleteRecursively(root, RecursiveDeleteOption.ALLOW_INSECURE));
  }
}
