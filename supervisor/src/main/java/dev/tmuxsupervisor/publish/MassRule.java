package dev.tmuxsupervisor.publish;

import dev.tmuxsupervisor.fleet.NotifySettings;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Which news of mass events are told: a beginning unless one was told within the cool-down, and
 * then the first halt and the end.
 */
final class MassRule {
  private final Deque<MassNews> waiting = new ArrayDeque<>();
  private Optional<Long> toldAt = Optional.empty();
  private boolean lasts;
  private boolean halted;

  void hear(NotifySettings settings, MassNews news, long now) {
    switch (news.phase()) {
      case BEGINS -> {
        lasts =
            settings.on().contains(NotifySettings.MASS)
                && toldAt.filter(at -> now - at < settings.cooldown().toNanos()).isEmpty();
        halted = false;
        if (lasts) {
          toldAt = Optional.of(now);
          waiting.add(news);
        }
      }
      case HALTED -> {
        if (lasts && !halted) {
          halted = true;
          waiting.add(news);
        }
      }
      case OVER -> {
        if (lasts) {
          lasts = false;
          waiting.clear(); // what was not told yet is told by the end
          waiting.add(news);
        }
      }
    }
  }

  /** Whether an event lasts that was, or will be, told of. */
  boolean lasts() {
    return lasts;
  }

  boolean hasNews() {
    return !waiting.isEmpty();
  }

  /** The next to be told; it is forgotten here. */
  Optional<Notice> next() {
    return Optional.ofNullable(waiting.poll()).map(Notice.OfMass::new);
  }
}
