package dev.tmuxsupervisor.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.judge.State;
import dev.tmuxsupervisor.publish.WorkerStatus.Berth;
import dev.tmuxsupervisor.tmux.PaneId;
import dev.tmuxsupervisor.tmux.ServerIdentity;
import dev.tmuxsupervisor.tmux.SessionId;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StatusOptionsTest {
  private static final TmuxSocket HERE = new TmuxSocket(Path.of("/run/here"));
  private static final TmuxSocket ELSEWHERE = new TmuxSocket(Path.of("/run/elsewhere"));
  private static final ServerIdentity SERVER = new ServerIdentity(7, 1000);

  private static Berth berth(int number) {
    return new Berth(SERVER, new SessionId(number), new PaneId(number), false);
  }

  private static WorkerStatus worker(int number, State state) {
    return Fleet.worker("w" + number, state, HERE, berth(number));
  }

  private static Map<Slot, String> options(WorkerStatus... fleet) {
    return StatusOptions.of(HERE, SERVER, List.of(fleet), List.of("supervisor"));
  }

  private static String global(String option, WorkerStatus... fleet) {
    return options(fleet).get(Slot.global(option)) + "";
  }

  private static Optional<String> at(Map<Slot, String> options, int pane, String option) {
    return Optional.ofNullable(options.get(Slot.at(new PaneId(pane), option)));
  }

  @Test
  void onlyPartsThatAreThereAreCounted() {
    assertThat(global("@supervisor_status")).isEmpty();
    assertThat(global("@supervisor_status", worker(1, State.STOPPED), worker(2, State.FINISHED)))
        .isEmpty();
    assertThat(global("@supervisor_status", worker(1, State.RUNNING), worker(2, State.RUNNING)))
        .isEqualTo("2●");
    assertThat(
            global(
                "@supervisor_status",
                worker(1, State.RUNNING),
                worker(2, State.BACKING_OFF),
                worker(3, State.RECOVERING),
                worker(4, State.FAILED),
                worker(5, State.DAMAGED),
                worker(6, State.UNKNOWN)))
        .isEqualTo("1● 2◐ 2✕ 1?");
  }

  @ParameterizedTest
  @EnumSource(State.class)
  void asciiSaysTheSameInItsOwnGlyphs(State state) {
    String text = global("@supervisor_status", worker(1, state));
    String ascii = global("@supervisor_status_ascii", worker(1, state));
    assertThat(ascii).matches("\\p{ASCII}*").hasSameSizeAs(text);
  }

  @Test
  void workersOfOtherTmuxServersAreCountedApart() {
    WorkerStatus other = Fleet.gone("other", State.FAILED, ELSEWHERE);
    assertThat(global("@supervisor_status", worker(1, State.RUNNING), other)).isEqualTo("1● +1");
    assertThat(global("@supervisor_others", worker(1, State.RUNNING), other)).isEqualTo("1");
    assertThat(global("@supervisor_failed", worker(1, State.RUNNING), other)).isEqualTo("0");
    assertThat(global("@supervisor_status", other)).isEqualTo("+1");
  }

  @ParameterizedTest
  @CsvSource({
    "@supervisor_running,1",
    "@supervisor_recovering,1",
    "@supervisor_failed,2",
    "@supervisor_unknown,1",
    "@supervisor_others,0"
  })
  void eachCountCanBeHadAlone(String option, String count) {
    assertThat(
            global(
                option,
                worker(1, State.RUNNING),
                worker(2, State.STARTING),
                worker(3, State.FAILED),
                worker(4, State.DAMAGED),
                worker(5, State.HELD),
                worker(6, State.STOPPED),
                worker(7, State.RESERVED)))
        .isEqualTo(count);
  }

  @Test
  void thePaneThatNeedsAPersonIsTheOneThatFailedLongestAgo() {
    assertThat(global("@supervisor_next", worker(1, State.RUNNING))).isEmpty();
    assertThat(
            global(
                "@supervisor_next",
                worker(1, State.UNKNOWN),
                worker(2, State.RUNNING),
                worker(3, State.FAILED),
                worker(4, State.FAILED)))
        .isEqualTo("%3");
    assertThat(global("@supervisor_next", worker(1, State.UNKNOWN), worker(2, State.BACKING_OFF)))
        .isEqualTo("%1");
  }

  @Test
  void whoIsKeptDownByHandNeedsNobody() {
    for (String option : List.of("@supervisor_status", "@supervisor_worst", "@supervisor_next")) {
      assertThat(global(option, worker(1, State.RESERVED))).as(option).isEmpty();
    }
  }

  @Test
  void fromOneSuchPaneTheNextLeadsRoundThemAll() {
    Map<Slot, String> options =
        options(
            worker(1, State.UNKNOWN),
            worker(2, State.RUNNING),
            worker(3, State.FAILED),
            worker(4, State.FAILED));
    assertThat(at(options, 3, "@supervisor_next")).contains("%4");
    assertThat(at(options, 4, "@supervisor_next")).contains("%1");
    assertThat(at(options, 1, "@supervisor_next")).contains("%3");
    assertThat(at(options, 2, "@supervisor_next")).isEmpty();
  }

  @Test
  void aWorkerWithoutAPaneIsCountedAndNotLedTo() {
    WorkerStatus gone = Fleet.gone("gone", State.FAILED, HERE);
    assertThat(global("@supervisor_next", gone)).isEmpty();
    assertThat(global("@supervisor_failed", gone)).isEqualTo("1");
  }

  @Test
  void thePaneAndItsSessionBearTheState() {
    Map<Slot, String> options = options(worker(1, State.BACKING_OFF));
    assertThat(at(options, 1, "@supervisor_state")).contains("backing_off");
    assertThat(options)
        .containsEntry(Slot.at(new SessionId(1), "@supervisor_state"), "backing_off");
  }

  @Test
  void theSessionOfAnAdoptedPaneIsItsUsersOwn() {
    Berth adopted = new Berth(SERVER, new SessionId(1), new PaneId(1), true);
    Map<Slot, String> options = options(Fleet.worker("w", State.RUNNING, HERE, adopted));
    assertThat(at(options, 1, "@supervisor_state")).contains("running");
    assertThat(options).doesNotContainKey(Slot.at(new SessionId(1), "@supervisor_state"));
  }

  @Test
  void aPaneOfAServerThatIsGoneIsNotMistakenForOneOfThis() {
    Berth old = new Berth(new ServerIdentity(6, 900), new SessionId(1), new PaneId(1), false);
    Map<Slot, String> options = options(Fleet.worker("w", State.FAILED, HERE, old));
    assertThat(options.keySet()).allMatch(slot -> slot.target().isEmpty());
    assertThat(options).containsEntry(Slot.global("@supervisor_next"), "");
  }

  @Test
  void theMenuOffersNoPaneOfAServerThatIsGone() {
    Berth old = new Berth(new ServerIdentity(6, 900), new SessionId(1), new PaneId(1), false);
    assertThat(global("@supervisor_menu", Fleet.worker("w", State.FAILED, HERE, old)))
        .contains("Why")
        .doesNotContain("Go to it");
    assertThat(global("@supervisor_menu", worker(1, State.FAILED))).contains("Go to it");
  }

  @Test
  void theWorstIsNamedWithItsReasonInOneHarmlessLine() {
    assertThat(global("@supervisor_worst", worker(1, State.RUNNING))).isEmpty();
    WorkerStatus bad =
        Fleet.worker(
            "w2", State.FAILED, "#(touch X)\n\u001b[1m" + "x".repeat(99), HERE, Optional.empty());
    assertThat(global("@supervisor_worst", worker(1, State.UNKNOWN), bad))
        .startsWith("w2: ##(touch X) [1mxxx")
        .endsWith("x…")
        .hasSize(61);
  }
}
