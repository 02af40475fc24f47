package dev.tmuxsupervisor.bench;

import dev.tmuxsupervisor.judge.Evidence;
import dev.tmuxsupervisor.judge.Judge;
import dev.tmuxsupervisor.judge.Remedy;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.observe.Observer;
import dev.tmuxsupervisor.observe.TmuxLooks;
import dev.tmuxsupervisor.process.BootTime;
import dev.tmuxsupervisor.tmux.Tmux;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerName;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A real worker is looked at once, and then judged again and again. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class JudgeBench {
  /** The root, and below it a worker that is held and one that is stale. */
  @Param("")
  public String root;

  @Param({"held", "stale"})
  public String worker;

  @Param("")
  public String socket;

  private Worker seen;
  private Optional<WorkerSpec> spec;
  private Evidence evidence;
  private BootTime now;

  @Setup
  public void look() throws IOException, Worker.Unresolved {
    seen = Worker.resolve(Path.of(root), new WorkerName(worker));
    spec = seen.file().read();
    TmuxSocket usual = new TmuxSocket(Path.of(socket));
    Observer observer = new Observer(new TmuxLooks(Tmux::at), usual, System.getProperty("user.name"));
    evidence = observer.look(seen, spec, true);
    now = BootTime.now();
    String found = Judge.judge(evidence).getClass().getSimpleName().toLowerCase();
    if (!found.equals(worker)) {
      throw new IllegalStateException(seen.name() + " is " + found + ": " + evidence);
    }
  }

  /** From what was seen to what it means and what is to be done. */
  @Benchmark
  public Remedy judge() {
    Verdict verdict = Judge.judge(evidence);
    return Remedy.of(verdict, spec, now);
  }

  /** With the two files of the worker, which each judgement reads first. */
  @Benchmark
  public Remedy readAndJudge() throws IOException {
    Optional<WorkerSpec> read = seen.file().read();
    seen.lock().read();
    return Remedy.of(Judge.judge(evidence), read, now);
  }
}
