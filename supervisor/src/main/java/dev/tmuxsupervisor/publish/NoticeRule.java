package dev.tmuxsupervisor.publish;

import dev.tmuxsupervisor.fleet.NotifySettings;
import dev.tmuxsupervisor.judge.State;
import dev.tmuxsupervisor.worker.Worker;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Decides what is news: a state that a worker got into and stayed in for a moment, once, and not
 * again before the cool-down is over. What the first look finds is no news. Pure but for what it
 * remembers; times are nanoseconds of any clock.
 */
public final class NoticeRule {
  /** A state that does not last this long is nothing. */
  public static final Duration SETTLES = Duration.ofMillis(500);

  /** One notice is left alone for this long; what comes meanwhile is the next one together. */
  public static final Duration BETWEEN = Duration.ofSeconds(4);

  private static final Duration NOTHING_DUE = Duration.ofHours(1);

  /**
   * @param settled the latest state that lasted
   */
  private record Track(Optional<State> settled, State latest, long since) {
    boolean isUnsettled() {
      return settled.filter(latest::equals).isEmpty();
    }
  }

  private record Told(Worker worker, State state) {}

  private final Map<Worker, Track> tracks = new HashMap<>();
  private final Map<Told, Long> told = new HashMap<>();
  private final Map<Worker, WorkerStatus> waiting = new LinkedHashMap<>();
  private final MassRule mass = new MassRule();
  private boolean begun;
  private Optional<Long> quietUntil = Optional.empty();

  /** What there is to tell now; to be asked again after {@link #due}, or when anything changes. */
  public Optional<Notice> look(NotifySettings settings, List<WorkerStatus> all, long now) {
    told.values().removeIf(at -> now - at >= settings.cooldown().toNanos());
    all.forEach(status -> follow(settings, status, now));
    if (tracks.size() > all.size()) {
      Set<Worker> workers = new HashSet<>();
      all.forEach(status -> workers.add(status.worker()));
      tracks.keySet().retainAll(workers);
      waiting.keySet().retainAll(workers);
    }
    begun = true;
    return quietUntil.filter(until -> now - until < 0).isPresent()
        ? Optional.empty()
        : mass.next().or(() -> waitingOnes(now));
  }

  /** The notice was given, and is to be left alone for a while. */
  public void given(long now) {
    quietUntil = Optional.of(now + BETWEEN.toNanos());
  }

  /** Takes what was heard of a mass event; it is told by the next look. */
  public void hear(NotifySettings settings, MassNews news, long now) {
    mass.hear(settings, news, now);
  }

  /** How long nothing becomes due by itself. */
  public Duration due(long now) {
    LongStream settling =
        tracks.values().stream()
            .filter(Track::isUnsettled)
            .mapToLong(track -> track.since() + SETTLES.toNanos());
    boolean held = waiting.isEmpty() || mass.lasts();
    LongStream telling =
        held && !mass.hasNews()
            ? LongStream.empty()
            : quietUntil.stream().mapToLong(Long::longValue);
    return LongStream.concat(settling, telling)
        .map(at -> Math.max(0, at - now))
        .mapToObj(Duration::ofNanos)
        .min(Duration::compareTo)
        .orElse(NOTHING_DUE);
  }

  private void follow(NotifySettings settings, WorkerStatus status, long now) {
    State state = status.condition().state();
    Track before = tracks.get(status.worker());
    Track track =
        before == null
            ? new Track(begun ? Optional.empty() : Optional.of(state), state, now)
            : new Track(before.settled(), state, before.latest() == state ? before.since() : now);
    if (track.isUnsettled() && now - track.since() >= SETTLES.toNanos()) {
      track = new Track(Optional.of(state), state, track.since());
      waiting.remove(status.worker());
      if (settings.on().contains(state.word())
          && told.putIfAbsent(new Told(status.worker(), state), now) == null) {
        waiting.put(status.worker(), status);
      }
    }
    tracks.put(status.worker(), track);
  }

  /** While many fall at once, the one who falls is no news; who stays down, is so afterwards. */
  private Optional<Notice> waitingOnes(long now) {
    if (waiting.isEmpty() || mass.lasts()) {
      return Optional.empty();
    }
    waiting.forEach(
        (worker, status) -> told.put(new Told(worker, status.condition().state()), now));
    Notice notice = new Notice.OfWorkers(List.copyOf(waiting.values()));
    waiting.clear();
    return Optional.of(notice);
  }
}
