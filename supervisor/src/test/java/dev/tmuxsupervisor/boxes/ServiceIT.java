package dev.tmuxsupervisor.boxes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

/** The systemd unit, as its user's real systemd runs it. Red when nobody is moved out of it. */
class ServiceIT {
  private static final String UNIT = "tmux-supervisor.service";

  @Test
  void theUnitIsReadyWhenStartedAndItsAgentsOutliveWhateverEndsIt() throws Exception {
    try (SystemdBox box = SystemdBox.booted()) {
      enable(box);

      long agent = box.spawn("crew/dave");
      long tmux = box.tmuxServer();
      awaitRehoused(box, tmux);
      assertThat(box.unitOf(agent)).startsWith("tmux-spawn-").endsWith(".scope");
      assertThat(box.print("supervisor doctor"))
          .contains("PASS  linger is on", UNIT + " is as this program writes it")
          .doesNotContain("lives in");

      restart(box);
      requireHeld(box, agent);

      // Which ends a tmux that is in the unit, whatever KillMode says.
      box.print("systemctl --user kill --signal=KILL " + UNIT);
      soon().until(() -> box.mainPid(UNIT) != 0 && isActive(box));
      requireHeld(box, agent);

      box.print("systemctl --user stop " + UNIT);
      assertThat(box.print("tmux display-message -p '#{pid}'")).isEqualTo("" + tmux);
      assertThat(box.print("cat /proc/" + agent + "/comm")).isEqualTo("sleep");

      // Red when the unit does not say that it is ready before it gives way.
      box.print("supervisor list; systemctl --user start " + UNIT);

      box.bootAgain();
      soon().until(() -> isActive(box));
      requireAnswers(box);

      box.print("supervisor server disable");
      assertThat(box.sh("systemctl --user is-enabled " + UNIT).getExitCode()).isNotZero();
      assertThat(box.data("server status").path("pid").asLong()).isEqualTo(box.mainPid(UNIT));
    }
  }

  @Test
  void aTmuxThatCannotBeMovedStaysIsToldOfAndMovesLater() throws Exception {
    try (SystemdBox box = SystemdBox.booted()) {
      String more = "/home/agent/.config/systemd/user/" + UNIT + ".d";
      box.print(
          "mkdir -p %1$s && printf '[Service]\\nEnvironment=DBUS_SESSION_BUS_ADDRESS=unix:path=/no'"
                  .formatted(more)
              + " >%s/bus.conf".formatted(more));
      enable(box);

      long agent = box.spawn("crew/dave");
      long tmux = box.tmuxServer();
      assertThat(box.unitOf(tmux)).isEqualTo(UNIT);
      soon()
          .until(() ->
              box.print("cat ~/.local/state/supervisor/server.log").contains("tmux stays in"));
      assertThat(box.sh("supervisor doctor").getStdout())
          .contains("WARN  tmux server " + tmux + " lives in " + UNIT);
      restart(box);
      requireHeld(box, agent);
      assertThat(box.unitOf(tmux)).as("by KillMode=process").isEqualTo(UNIT);

      box.print("rm -r " + more + " && systemctl --user daemon-reload");
      restart(box);
      awaitRehoused(box, tmux);
      requireHeld(box, agent);
    }
  }

  private static void enable(SystemdBox box) throws Exception {
    assertThat(box.print("supervisor server enable")).contains(UNIT + " enabled", "at boot");
    box.print("supervisor server stop; systemctl --user start " + UNIT);
    requireAnswers(box);
  }

  private static void restart(SystemdBox box) throws Exception {
    box.print("systemctl --user restart " + UNIT);
    requireAnswers(box);
  }

  /**
   * At once; red with Type=exec, where a command that comes before the server listens finds none,
   * or starts another.
   */
  private static void requireAnswers(SystemdBox box) throws Exception {
    assertThat(box.data("server status").path("pid").asLong()).isEqualTo(box.mainPid(UNIT));
  }

  private static void awaitRehoused(SystemdBox box, long tmux) {
    soon()
        .untilAsserted(() ->
            assertThat(box.unitOf(tmux))
                .startsWith("tmux-supervisor-tmux-" + tmux + "-")
                .endsWith(".scope"));
  }

  private static void requireHeld(SystemdBox box, long agent) throws Exception {
    assertThat(box.data("why crew/dave").path("verdict").asText()).isEqualTo("held");
    assertThat(box.agent("crew/dave")).isEqualTo(agent);
  }

  private static boolean isActive(SystemdBox box) throws Exception {
    return box.sh("systemctl --user is-active " + UNIT).getExitCode() == 0;
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(300));
  }
}
