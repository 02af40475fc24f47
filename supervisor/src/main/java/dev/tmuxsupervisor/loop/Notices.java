package dev.tmuxsupervisor.loop;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.fleet.NotifySettings;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.publish.MassNews;
import dev.tmuxsupervisor.publish.Notice;
import dev.tmuxsupervisor.publish.NoticeRule;
import dev.tmuxsupervisor.publish.NoticeText;
import dev.tmuxsupervisor.publish.NoticeVariables;
import dev.tmuxsupervisor.publish.Onlookers;
import dev.tmuxsupervisor.publish.WorkerStatus;
import dev.tmuxsupervisor.tmux.AttachedClient;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Tells people what they want to know, on their terminals and by their own command. It follows the
 * board in a thread of its own: nothing waits for it.
 */
final class Notices {
  private static final System.Logger LOGGER = System.getLogger("dev.tmuxsupervisor.loop");
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);
  private static final int WHOLE = 1000;

  /** What changes together is looked at together; a state must last longer to be news. */
  private static final Duration COALESCING = Duration.ofMillis(100);

  private final Board board;
  private final Preferences preferences;
  private final Messages messages;
  private final NoticeCommand command;
  private final Chronicle chronicle;
  private final NoticeRule rule = new NoticeRule();
  private final Queue<MassNews> heard = new ConcurrentLinkedQueue<>();

  Notices(
      Board board,
      Preferences preferences,
      Messages messages,
      NoticeCommand command,
      Chronicle chronicle) {
    this.board = board;
    this.preferences = preferences;
    this.messages = messages;
    this.command = command;
    this.chronicle = chronicle;
  }

  /** Takes what was heard of a mass event, and returns at once. */
  void hear(MassNews news) {
    heard.add(news);
    board.nudge();
  }

  /** Tells until it is interrupted. */
  // Whatever goes wrong with one notice must not silence the next.
  @SuppressWarnings("CatchingUnchecked")
  void run() {
    long seen = board.changes();
    Duration pause = Duration.ZERO;
    try {
      while (true) {
        long changes = board.await(seen, pause);
        if (changes != seen) {
          Thread.sleep(COALESCING);
        }
        seen = board.changes();
        try {
          look();
          pause = rule.due(System.nanoTime());
        } catch (RuntimeException e) {
          LOGGER.log(System.Logger.Level.WARNING, "a notice could not be given", e);
          pause = AFTER_A_FAILURE;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the loop ends
    }
  }

  private void look() throws InterruptedException {
    if (!board.isComplete()) {
      return;
    }
    NotifySettings settings = preferences.notices();
    List<WorkerStatus> all = board.all();
    long now = System.nanoTime();
    for (MassNews news = heard.poll(); news != null; news = heard.poll()) {
      rule.hear(settings, news, now);
    }
    Optional<Notice> notice = rule.look(settings, all, now);
    if (notice.isPresent()) {
      tell(settings, notice.get(), all);
    }
  }

  private void tell(NotifySettings settings, Notice notice, List<WorkerStatus> all)
      throws InterruptedException {
    Set<TmuxSocket> sockets = new LinkedHashSet<>();
    all.forEach(status -> sockets.add(status.socket()));
    Map<TmuxSocket, List<AttachedClient>> attached = messages.clients(sockets);
    Optional<Notice> unseen = unseen(notice, Messages.onlookers(attached));
    if (unseen.isEmpty()) {
      return;
    }
    int shown = settings.message() ? messages.show(unseen.get(), attached) : 0;
    boolean run =
        !settings.command().isEmpty()
            && command.start(settings.command(), NoticeVariables.of(unseen.get()));
    if (shown > 0 || run) {
      rule.given(System.nanoTime());
      record(unseen.get(), shown, run);
    }
  }

  /** Without the workers that somebody is looking at. */
  private static Optional<Notice> unseen(Notice notice, Onlookers onlookers) {
    return switch (notice) {
      case Notice.OfMass _ -> Optional.of(notice);
      case Notice.OfWorkers(List<WorkerStatus> workers) -> {
        List<WorkerStatus> left =
            workers.stream().filter(worker -> !onlookers.see(worker)).toList();
        yield left.isEmpty() ? Optional.empty() : Optional.of(new Notice.OfWorkers(left));
      }
    };
  }

  private void record(Notice notice, int shown, boolean run) throws InterruptedException {
    ObjectNode details =
        JsonFields.object()
            .put("outcome", "told")
            .put("why", NoticeText.of(notice, WHOLE))
            .put("clients", shown)
            .put("command", run);
    if (notice instanceof Notice.OfWorkers(List<WorkerStatus> workers) && workers.size() == 1) {
      chronicle.write("notice", workers.getFirst().worker(), details);
    } else {
      chronicle.write("notice", details);
    }
  }
}
