package dev.tmuxsupervisor.loop;

import com.google.common.base.Ticker;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.worker.Worker;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Workers that cannot be judged: told of once, when that has lasted, and again when it is over. */
final class Doubts {
  static final Duration LASTING = Duration.ofSeconds(30);

  private record Doubt(long since, boolean told) {}

  private final Chronicle chronicle;
  private final Ticker clock;
  private final Map<Worker, Doubt> doubts = new HashMap<>();

  Doubts(Chronicle chronicle, Ticker clock) {
    this.chronicle = chronicle;
    this.clock = clock;
  }

  synchronized void doubt(Worker worker, String why) throws InterruptedException {
    long now = clock.read();
    Doubt doubt = doubts.computeIfAbsent(worker, _ -> new Doubt(now, false));
    if (!doubt.told() && now - doubt.since() >= LASTING.toNanos()) {
      doubts.put(worker, new Doubt(doubt.since(), true));
      chronicle.write(
          "doubt", worker, JsonFields.object().put("outcome", "unknown").put("why", why));
    }
  }

  synchronized void clear(Worker worker) throws InterruptedException {
    Doubt doubt = doubts.remove(worker);
    if (doubt != null && doubt.told()) {
      chronicle.write(
          "doubt",
          worker,
          JsonFields.object()
              .put("outcome", "over")
              .put("lasted_ms", Duration.ofNanos(clock.read() - doubt.since()).toMillis()));
    }
  }
}
