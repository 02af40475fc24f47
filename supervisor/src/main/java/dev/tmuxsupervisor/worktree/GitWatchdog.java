package dev.tmuxsupervisor.worktree;

import java.time.Duration;
import java.util.List;
import org.apache.commons.exec.ExecuteWatchdog;
import org.apache.commons.exec.Watchdog;
import org.jspecify.annotations.Nullable;

/**
 * Ends a git that takes too long, and its hooks and filters with it. Git itself gets SIGTERM, on
 * which it takes away what it had half made.
 */
final class GitWatchdog extends ExecuteWatchdog {
  private @Nullable Process process;

  @SuppressWarnings("deprecation") // the builder that replaces it cannot make a subclass
  GitWatchdog(Duration longest) {
    super(longest.toMillis());
  }

  @Override
  public synchronized void start(Process started) {
    process = started;
    super.start(started);
  }

  @Override
  public synchronized void timeoutOccured(Watchdog watchdog) {
    List<ProcessHandle> helpers =
        process == null ? List.of() : process.toHandle().descendants().toList();
    super.timeoutOccured(watchdog);
    helpers.forEach(ProcessHandle::destroyForcibly);
  }
}
