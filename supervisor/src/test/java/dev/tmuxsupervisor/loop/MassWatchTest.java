package dev.tmuxsupervisor.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tmuxsupervisor.publish.MassNews;
import dev.tmuxsupervisor.worker.Worker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MassWatchTest {
  @TempDir private Path directory;
  private LoopFixture fixture;
  private Agenda agenda;
  private MassWatch mass;
  private final List<MassNews> news = new ArrayList<>();

  @BeforeEach
  void open() {
    fixture = new LoopFixture(directory);
    agenda = new Agenda();
    mass = new MassWatch(fixture.chronicle(), agenda, fixture, news::add);
  }

  private void die(int workers) throws Exception {
    for (int i = 0; i < workers; i++) {
      mass.died("its tmux server ended");
    }
  }

  @Test
  void aFifthOfTheFleetIsNoMassAndOneMoreIs() throws Exception {
    mass.fleet(20);
    die(4);
    assertThat(fixture.told()).isEmpty();
    die(1);
    assertThat(fixture.told()).containsExactly("mass_death begins");
    assertThat(fixture.events().getFirst().path("why").asText())
        .isEqualTo("5 of 20 workers ended within a minute; the latest: its tmux server ended");
  }

  @Test
  void aSmallFleetHasNoMassesOfLessThanThree() throws Exception {
    mass.fleet(2);
    die(2);
    assertThat(fixture.told()).isEmpty();
    die(1);
    assertThat(fixture.told()).hasSize(1);
  }

  @Test
  void deathsThatAreFarBetweenAreNoMass() throws Exception {
    mass.fleet(5);
    for (int i = 0; i < 10; i++) {
      die(1);
      fixture.pass(MassWatch.WITHIN.dividedBy(2).plusNanos(1));
    }
    assertThat(fixture.told()).isEmpty();
  }

  /** Red when only restarts since the mass was seen are counted. */
  @Test
  void itIsOneEventHoweverManyFallAndCountsThoseThatWereUpAgainBefore() throws Exception {
    mass.fleet(8);
    die(2);
    mass.started();
    mass.started();
    die(6);
    for (int i = 0; i < 6; i++) {
      mass.started();
    }
    fixture.pass(Duration.ofSeconds(2));
    mass.calm();
    mass.calm();
    assertThat(fixture.told()).containsExactly("mass_death begins", "mass_death over");
    assertThat(news)
        .extracting(MassNews::phase)
        .containsExactly(MassNews.Phase.BEGINS, MassNews.Phase.OVER);
    assertThat(news.getLast()).isEqualTo(new MassNews(MassNews.Phase.OVER, "8 of 8 run again", 8));
    JsonNode over = fixture.events().getLast();
    assertThat(over.path("restarted").asInt()).isEqualTo(8);
    assertThat(over.path("ended").asInt()).isEqualTo(8);
    assertThat(over.path("took_ms").asLong()).isEqualTo(2000);
  }

  @Test
  void afterOneIsOverTheNextIsAnother() throws Exception {
    mass.fleet(3);
    die(3);
    mass.calm();
    die(2);
    assertThat(fixture.told()).hasSize(2);
    die(1);
    assertThat(fixture.told())
        .containsExactly("mass_death begins", "mass_death over", "mass_death begins");
  }

  @Test
  void progressIsToldOfNowAndThen() throws Exception {
    mass.fleet(3);
    die(3);
    mass.started();
    fixture.pass(Duration.ofSeconds(6));
    mass.started();
    mass.started();
    assertThat(fixture.told()).containsExactly("mass_death begins", "mass_death goes_on");
    assertThat(fixture.events().getLast().path("why").asText()).isEqualTo("2 of 3 run again");
  }

  /**
   * Red when {@code failed} counts what is open: a second's pause of tmux then took five minutes.
   */
  @Test
  void startsThatTmuxDidNotAnswerHaltNothing() throws Exception {
    mass.fleet(3);
    die(3);
    for (int i = 0; i < 10; i++) {
      mass.failed("no answer within 5000 ms", true);
    }
    assertThat(fixture.told()).containsExactly("mass_death begins");
    Worker worker = fixture.worker("w");
    agenda.plan(worker, Duration.ZERO, Instant.EPOCH);
    assertThat(agenda.take()).contains(worker);
  }

  /** Red when {@code failed} never halts the agenda, or {@code started} forgets no failure. */
  @Test
  void threeFailedStartsInARowHaltAMassAndNothingElse() throws Exception {
    Worker worker = fixture.worker("w");
    for (int i = 0; i < 5; i++) {
      mass.failed("no room", false);
    }
    assertThat(fixture.told()).isEmpty();
    mass.started();
    mass.fleet(3);
    die(3);
    mass.failed("no room", false);
    mass.failed("no room", false);
    mass.started();
    mass.failed("no room", false);
    mass.failed("no room", false);
    assertThat(fixture.told()).containsExactly("mass_death begins");
    mass.failed("no room", false);
    assertThat(fixture.told()).containsExactly("mass_death begins", "mass_death halted");
    assertThat(fixture.events().getLast().path("why").asText())
        .contains("no room", "supervisor recover");

    agenda.plan(worker, Duration.ZERO, Instant.EPOCH);
    Taking taking = new Taking(agenda);
    taking.awaitPause();
    agenda.resume();
    assertThat(taking.taken()).contains(worker);
  }
}
