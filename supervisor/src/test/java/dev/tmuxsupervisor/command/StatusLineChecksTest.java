package dev.tmuxsupervisor.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.doctor.Level;
import dev.tmuxsupervisor.tmux.GlobalOptions;
import dev.tmuxsupervisor.tmux.ServerIdentity;
import dev.tmuxsupervisor.tmux.TmuxVersion;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusLineChecksTest {
  private static final long NOW = 1_000_000;
  private static final Map<String, String> WELL =
      Map.of(
          "status", "on",
          "status-right", "#{@supervisor_status}",
          "status-interval", "15",
          "status-right-length", "60",
          "@supervisor_segment", "#{@supervisor_status}",
          "@supervisor_beat", Long.toString(NOW - 30),
          "@supervisor-key-menu", "S",
          "@supervisor_bound_menu", "S bind-key -T prefix S x");

  private static Map<String, Level> levels(
      Map<String, String> changes, boolean utf8, String binding) {
    Map<String, String> options = new HashMap<>(WELL);
    options.putAll(changes);
    Map<String, Level> levels = new HashMap<>();
    new StatusLineChecks(
            new GlobalOptions(new ServerIdentity(1, 1), TmuxVersion.MINIMUM, options),
            Map.of("/dev/pts/1", utf8),
            Map.of("menu", Optional.of(binding).filter(text -> !text.isEmpty())),
            NOW)
        .findings()
        .forEach(finding -> levels.put(finding.check(), finding.level()));
    return levels;
  }

  private static Level level(String check, String option, String value) {
    Map<String, Level> levels = levels(Map.of(option, value), true, "bind-key -T prefix S x");
    levels.forEach((other, level) -> {
      if (!other.equals(check)) {
        assertThat(level).as(other).isEqualTo(Level.PASS);
      }
    });
    return levels.getOrDefault(check, Level.PASS);
  }

  @Test
  void eachFaultIsFoundByItsOwnCheckAlone() {
    assertThat(level("tmux", "status", "on")).isEqualTo(Level.PASS);
    assertThat(level("status", "status", "off")).isEqualTo(Level.FAIL);
    assertThat(level("segment", "status-right", "a theme")).isEqualTo(Level.FAIL);
    assertThat(level("beat", "@supervisor_beat", Long.toString(NOW - 71))).isEqualTo(Level.FAIL);
    assertThat(level("beat", "@supervisor_beat", "what")).isEqualTo(Level.WARN);
    assertThat(level("interval", "status-interval", "0")).isEqualTo(Level.WARN);
    assertThat(level("room", "status-right-length", "10")).isEqualTo(Level.WARN);
    assertThat(levels(Map.of(), false, "bind-key -T prefix S x")).containsEntry("utf8", Level.WARN);
    assertThat(levels(Map.of(), true, "bind-key -T prefix S y"))
        .containsEntry("key_menu", Level.WARN);
    assertThat(levels(Map.of(), true, "")).containsEntry("key_menu", Level.WARN);
  }
}
