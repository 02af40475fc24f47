package dev.tmuxsupervisor.observe;

import com.sun.management.ThreadMXBean;
import dev.tmuxsupervisor.judge.Judge;
import dev.tmuxsupervisor.lock.LockFile;
import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.tmux.Tmux;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerName;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Judges what it reads as locks: each case a length of four bytes and the bytes. To each a line:
 * what was read, the verdict, the nanoseconds of the processor's time and the bytes of memory that
 * reading took.
 *
 * <p>Arguments: root, worker, and the tmux server's socket.
 */
final class VerdictCase {
  public static void main(String[] arguments) throws Exception {
    Worker worker = Worker.resolve(Path.of(arguments[0]), new WorkerName(arguments[1]));
    TmuxSocket socket = new TmuxSocket(Path.of(arguments[2]));
    ThreadMXBean meter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Observer observer =
        new Observer(
            new TmuxLooks(Tmux::at), socket, () -> Set.of(socket), System.getProperty("user.name"));
    LockFile file = worker.lock();
    try (DataInputStream cases = new DataInputStream(System.in);
        PrintStream answers = new PrintStream(new BufferedOutputStream(System.out, 1 << 16))) {
      while (true) {
        int length;
        try {
          length = cases.readInt();
        } catch (EOFException e) {
          return;
        }
        if (length == 0x7fffffff) { // somebody waits for the answers
          answers.flush();
          continue;
        }
        Files.write(file.directory().lockFile(), cases.readNBytes(length));
        long memory = meter.getCurrentThreadAllocatedBytes();
        long time = meter.getCurrentThreadCpuTime();
        LockReading reading = file.read();
        time = meter.getCurrentThreadCpuTime() - time;
        memory = meter.getCurrentThreadAllocatedBytes() - memory;
        var verdict = Judge.judge(observer.look(worker, Optional.empty(), true));
        answers.printf(
            "%s %s %d %d%n", reading.getClass().getSimpleName(), verdict.kind(), time, memory);
      }
    }
  }
}
