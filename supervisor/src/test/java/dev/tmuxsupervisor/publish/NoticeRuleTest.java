package dev.tmuxsupervisor.publish;

import static dev.tmuxsupervisor.judge.State.FAILED;
import static dev.tmuxsupervisor.judge.State.RECOVERING;
import static dev.tmuxsupervisor.judge.State.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.fleet.NotifySettings;
import dev.tmuxsupervisor.judge.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a clock that only the test moves. */
final class NoticeRuleTest {
  private static final Duration COOLDOWN = Duration.ofSeconds(60);
  private static final Duration MOMENT = Duration.ofMillis(1);

  @TempDir private Path root = Path.of("unset");

  private final NoticeRule rule = new NoticeRule();
  private final Map<String, State> fleet = new HashMap<>();
  private NotifySettings settings = NotifySettings.DEFAULT;
  private long now = -5_000_000_000L;

  private Optional<Notice> look() throws Exception {
    List<WorkerStatus> all = new ArrayList<>();
    for (Map.Entry<String, State> worker : fleet.entrySet()) {
      all.add(new Statuses(root).of(worker.getKey(), worker.getValue()));
    }
    Optional<Notice> notice = rule.look(settings, all, now);
    if (notice.isPresent()) {
      rule.given(now);
    }
    return notice;
  }

  private Optional<Notice> after(Duration time) throws Exception {
    now += time.toNanos();
    return look();
  }

  private List<String> settled(String worker, State state) throws Exception {
    fleet.put(worker, state);
    assertThat(look()).isEmpty();
    return names(after(NoticeRule.SETTLES));
  }

  private static List<String> names(Optional<Notice> notice) {
    return notice.stream()
        .flatMap(it -> ((Notice.OfWorkers) it).workers().stream())
        .map(it -> it.worker().name().text())
        .sorted()
        .toList();
  }

  private void hear(MassNews.Phase phase) {
    rule.hear(settings, new MassNews(phase, "why", 3), now);
  }

  private static List<MassNews.Phase> phases(Optional<Notice> notice) {
    return notice.stream().map(it -> ((Notice.OfMass) it).news().phase()).toList();
  }

  @Test
  void whatTheFirstLookFindsIsNoNewsAndWhoIsNewIs() throws Exception {
    fleet.put("a", FAILED);
    fleet.put("b", RUNNING);
    assertThat(look()).isEmpty();
    assertThat(after(NoticeRule.BETWEEN)).isEmpty();
    assertThat(settled("b", FAILED)).containsExactly("b");
    now += NoticeRule.BETWEEN.toNanos();
    assertThat(settled("c", FAILED)).containsExactly("c");
  }

  /** Red when a state counts at once. */
  @Test
  void aStateThatDoesNotLastIsNothing() throws Exception {
    fleet.put("a", RUNNING);
    look();
    for (int round = 0; round < 10; round++) {
      fleet.put("a", FAILED);
      assertThat(after(MOMENT)).isEmpty();
      assertThat(rule.due(now)).isEqualTo(NoticeRule.SETTLES);
      fleet.put("a", RECOVERING);
      assertThat(after(NoticeRule.SETTLES.minus(MOMENT))).isEmpty();
    }
    assertThat(after(NoticeRule.BETWEEN)).isEmpty();
  }

  @Test
  void theSameStateIsNewsAgainAfterTheCoolDownAndAnotherAtOnce() throws Exception {
    settings =
        new NotifySettings(Set.of("failed", "unknown", "running"), true, List.of(), COOLDOWN);
    fleet.put("a", RECOVERING);
    look();
    assertThat(settled("a", FAILED)).containsExactly("a");
    long told = now;
    settled("a", RECOVERING);
    assertThat(settled("a", FAILED)).isEmpty();
    now += NoticeRule.BETWEEN.toNanos();
    assertThat(settled("a", State.UNKNOWN)).containsExactly("a");
    now = told + COOLDOWN.toNanos() - NoticeRule.SETTLES.toNanos();
    assertThat(settled("a", FAILED)).containsExactly("a");
  }

  @Test
  void severalBecomeOneAndWhoeverIsUpAgainIsLeftOut() throws Exception {
    List.of("a", "b", "c", "d", "e").forEach(name -> fleet.put(name, RUNNING));
    look();
    fleet.put("b", FAILED);
    assertThat(settled("a", FAILED)).containsExactly("a", "b");
    assertThat(settled("c", FAILED)).isEmpty();
    assertThat(settled("d", FAILED)).isEmpty();
    assertThat(settled("e", FAILED)).isEmpty();
    assertThat(settled("d", RUNNING)).isEmpty();
    Duration due = rule.due(now);
    assertThat(due).isPositive().isLessThan(NoticeRule.BETWEEN);
    assertThat(after(due.minus(MOMENT))).isEmpty();
    assertThat(names(after(MOMENT))).containsExactly("c", "e");
    assertThat(rule.due(now)).isGreaterThan(COOLDOWN);
  }

  /** Red when single notices are not held back. */
  @Test
  void aMassEventIsToldByItsBeginningAndItsEndAndThenWhoStayedDown() throws Exception {
    List.of("a", "b", "c").forEach(name -> fleet.put(name, RUNNING));
    look();
    hear(MassNews.Phase.BEGINS);
    assertThat(phases(look())).containsExactly(MassNews.Phase.BEGINS);
    assertThat(settled("a", FAILED)).isEmpty();
    assertThat(settled("b", FAILED)).isEmpty();
    assertThat(settled("b", RUNNING)).isEmpty();
    assertThat(after(NoticeRule.BETWEEN)).isEmpty();
    assertThat(rule.due(now)).isGreaterThan(COOLDOWN);
    hear(MassNews.Phase.HALTED);
    hear(MassNews.Phase.HALTED);
    assertThat(phases(look())).containsExactly(MassNews.Phase.HALTED);
    assertThat(after(NoticeRule.BETWEEN)).isEmpty();
    hear(MassNews.Phase.OVER);
    assertThat(phases(look())).containsExactly(MassNews.Phase.OVER);
    assertThat(names(after(NoticeRule.BETWEEN))).containsExactly("a");
  }

  @Test
  void aMassEventThatIsNotWantedOrComesTooSoonIsNotTold() throws Exception {
    hear(MassNews.Phase.BEGINS);
    hear(MassNews.Phase.OVER);
    assertThat(phases(look())).as("one that was short").containsExactly(MassNews.Phase.OVER);
    now += NoticeRule.BETWEEN.toNanos();
    hear(MassNews.Phase.BEGINS);
    assertThat(look()).isEmpty();
    assertThat(settled("a", FAILED)).containsExactly("a");
    hear(MassNews.Phase.OVER);
    assertThat(after(COOLDOWN)).isEmpty();
    settings = new NotifySettings(Set.of("failed"), true, List.of(), COOLDOWN);
    hear(MassNews.Phase.BEGINS);
    assertThat(settled("b", FAILED)).containsExactly("b");
  }

  /** Red when {@code told} is not looked up, and when {@code given} changes nothing. */
  @Test
  void whateverHappensNothingIsToldTwiceTooSoonOrWithoutHavingLasted() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    settings = new NotifySettings(Set.of("failed", "unknown", "mass"), true, List.of(), COOLDOWN);
    List<State> states = List.of(State.values());
    List<MassNews.Phase> phases = List.of(MassNews.Phase.values());
    Map<String, Long> told = new HashMap<>();
    long lastNotice = Long.MIN_VALUE / 2;
    int notices = 0;
    for (int round = 0; round < 5000; round++) {
      String worker = "w" + random.nextInt(5);
      State state = states.get(random.nextInt(states.size()));
      if (random.nextInt(40) == 0) {
        fleet.remove(worker);
      } else {
        fleet.put(worker, state);
      }
      if (random.nextInt(50) == 0) {
        hear(phases.get(random.nextInt(phases.size())));
      }
      Optional<Notice> notice = look();
      if (round == 0) {
        assertThat(notice.filter(Notice.OfWorkers.class::isInstance)).as("seed %d", seed).isEmpty();
      }
      if (notice.isPresent()) {
        notices++;
        assertThat(now - lastNotice).isGreaterThanOrEqualTo(NoticeRule.BETWEEN.toNanos());
        lastNotice = now;
      }
      if (notice.orElse(null) instanceof Notice.OfWorkers(List<WorkerStatus> workers)) {
        for (WorkerStatus status : workers) {
          String name = status.worker().name().text();
          String key = name + " " + status.condition().state();
          assertThat(settings.on()).contains(status.condition().state().word());
          Long before = told.put(key, now);
          assertThat(before == null || now - before >= COOLDOWN.toNanos())
              .as("seed %d: %s", seed, key)
              .isTrue();
          assertThat(fleet).as("seed %d", seed).containsKey(name);
        }
      }
      now += Duration.ofMillis(random.nextInt(3) == 0 ? random.nextInt(9000) : 200).toNanos();
    }
    assertThat(notices).isGreaterThan(20);
  }
}
