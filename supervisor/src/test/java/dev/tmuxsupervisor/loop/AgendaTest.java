package dev.tmuxsupervisor.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.worker.Worker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgendaTest {
  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATELY = Instant.parse("2026-11-01T00:00:00Z");
  private static final Duration LATER = Duration.ofHours(1);

  @TempDir private Path directory;
  private final Agenda agenda = new Agenda();
  private Worker dave;
  private Worker erin;

  @BeforeEach
  void open() throws Exception {
    LoopFixture fixture = new LoopFixture(directory);
    dave = fixture.worker("dave");
    erin = fixture.worker("erin");
  }

  @Test
  void ofThoseThatAreDueTheOldestComesFirst() throws Exception {
    agenda.plan(dave, Duration.ZERO, LATELY);
    agenda.plan(erin, Duration.ZERO, LONG_AGO);
    assertThat(agenda.take()).contains(erin);
    assertThat(agenda.take()).contains(dave);
  }

  @Test
  void whoIsNotDueYetLetsOthersPass() throws Exception {
    agenda.plan(erin, LATER, LONG_AGO);
    agenda.plan(dave, Duration.ZERO, LATELY);
    assertThat(agenda.take()).contains(dave);
    agenda.done(dave);
    assertThat(agenda.isIdle()).isTrue();
  }

  @Test
  void whoeverComesDueWakesTheOneWhoWaits() throws Exception {
    Taking taking = new Taking(agenda);
    taking.awaitPause();
    agenda.plan(dave, Duration.ofMillis(1), LATELY);
    assertThat(taking.taken()).contains(dave);
  }

  @Test
  void anEarlierLookWinsOverALaterOneWhicheverIsPlannedFirst() throws Exception {
    agenda.plan(dave, LATER, LATELY);
    agenda.plan(dave, Duration.ZERO, LATELY);
    agenda.plan(erin, Duration.ZERO, LATELY);
    agenda.plan(erin, LATER, LATELY);
    assertThat(agenda.take()).isPresent();
    assertThat(agenda.take()).isPresent();
  }

  /** Red when {@code Agenda.due} does not ask who is at work: two would look after one worker. */
  @Test
  void whoIsBeingLookedAfterIsHandedOutAgainOnlyThenButAtOnce() throws Exception {
    agenda.plan(dave, Duration.ZERO, LATELY);
    assertThat(agenda.take()).contains(dave);
    agenda.plan(dave, Duration.ZERO, LATELY);
    Taking taking = new Taking(agenda);
    taking.awaitPause();
    assertThat(agenda.isIdle()).isFalse();
    agenda.done(dave);
    assertThat(taking.taken()).contains(dave);
  }

  @Test
  void aHaltHandsNobodyOutAndIsNoCalm() throws Exception {
    agenda.halt(LATER);
    agenda.plan(dave, Duration.ZERO, LATELY);
    Taking taking = new Taking(agenda);
    taking.awaitPause();
    assertThat(agenda.isIdle()).isFalse();
    agenda.close();
    assertThat(taking.taken()).isEmpty();
  }

  @Test
  void aHaltThatHasPassedIsOver() throws Exception {
    agenda.halt(Duration.ZERO);
    agenda.plan(dave, Duration.ZERO, LATELY);
    assertThat(agenda.take()).contains(dave);
  }

  @Test
  void nothingIsHandedOutOnceItIsClosed() throws Exception {
    agenda.plan(dave, Duration.ZERO, LATELY);
    agenda.close();
    assertThat(agenda.take()).isEmpty();
  }
}
