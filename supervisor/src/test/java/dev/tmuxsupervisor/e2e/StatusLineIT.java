package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tmuxsupervisor.e2e.Launcher.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The segment, the keys and the verbs, as a person meets them. */
class StatusLineIT extends OnBench {
  private static final String THEME = "#[fg=blue]it's \"mine\" $HOME;#{?client_prefix,a,b} %H ";

  @BeforeEach
  void startTmux() throws Exception {
    bench().tmux("new-session", "-d", "-s", "work");
    bench().tmux("set-option", "-g", "status-right", THEME);
  }

  private Path home() {
    return bench().launcher().world().resolve("home");
  }

  private Path plugin() {
    return Launcher.program().resolve("../../../supervisor.tmux").normalize();
  }

  private void runPlugin(String word) throws Exception {
    assertThat(bench().tmux("run-shell", "'" + plugin() + "' " + word)).isEmpty();
  }

  private void set(String option, String value) throws Exception {
    bench().tmux("set-option", "-g", option, value);
  }

  private String option(String name) throws Exception {
    return bench().tmux("show-options", "-gqv", name);
  }

  /** Everything that enabling could change. */
  private List<String> usersTmux() throws Exception {
    return List.of(
        bench().tmux("show-options", "-g"),
        bench().tmux("show-options", "-gw"),
        bench().tmux("show-options", "-s"),
        bench().tmux("list-keys"),
        bench().tmux("show-hooks", "-g"));
  }

  /**
   * Red when the plugin keeps the width it gave status-right, leaves a key bound or one of its own
   * options behind.
   */
  @Test
  void enablingChangesWhatItSaysAndDisablingAllOfItBack() throws Exception {
    Path real = home().resolve("dotfiles.conf");
    Files.writeString(real, "set-option -g mouse on\n");
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
    Files.createSymbolicLink(home().resolve(".tmux.conf"), real);
    List<String> before = usersTmux();

    Result taken = bench().run("status-line", "enable", "--key-menu", "d");
    assertThat(taken.exit()).isEqualTo(4);
    assertThat(taken.err()).contains("the key d is taken", "detach-client");
    assertThat(usersTmux()).isEqualTo(before);
    assertThat(real).hasContent("set-option -g mouse on\n");

    String[] enable = {
      "status-line", "enable", "--key-menu", "S", "--key-next", "N", "--style", "fg=red,bold"
    };
    Result enabled = bench().run(enable).orFail();
    assertThat(enabled.out())
        .contains("status line enabled", "set-option -g @supervisor-key-menu 'S'")
        .contains("enable'", "shows it in status-right");
    assertThat(option("status-right")).endsWith(THEME.strip()).contains("sup:down");
    assertThat(option("status-right-length")).isEqualTo("60");
    assertThat(bench().tmux("list-keys", "-T", "prefix", "S")).contains("@supervisor_menu");
    assertThat(home().resolve(".tmux.conf")).isSymbolicLink();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
        .isEqualTo("rw-r-----");

    List<String> between = usersTmux();
    FileTime written = FileTime.from(Instant.EPOCH);
    Files.setLastModifiedTime(real, written);
    assertThat(bench().run(enable).orFail().out()).contains("nothing was changed");
    assertThat(usersTmux()).isEqualTo(between);
    assertThat(Files.getLastModifiedTime(real)).isEqualTo(written);
    assertThat(bench().run("status-line", "doctor").orFail().out())
        .contains("PASS  the segment is in status-right", "PASS  prefix S is bound");

    assertThat(bench().run("status-line", "disable").orFail().out()).contains("disabled");
    assertThat(usersTmux()).isEqualTo(before);
    assertThat(real).hasContent("set-option -g mouse on\n");
    assertThat(bench().data("status-line", "disable").path("outcome").asText())
        .isEqualTo("was_not_enabled");
    assertThat(usersTmux()).isEqualTo(before);
  }

  @Test
  void theDoctorSaysWhatIsWrongAndAFileOfOursGoesAgain() throws Exception {
    JsonNode enabled = bench().data("status-line", "enable", "--key-next", "N");
    assertThat(enabled.path("outcome").asText()).isEqualTo("enabled");
    Path file = home().resolve(".tmux.conf");
    assertThat(file).content().isEqualTo(enabled.path("block").asText());
    assertThat(bench().run("status-line", "print", "--key-next", "N").orFail().out())
        .contains("@supervisor-key-next 'N'", option("@supervisor_segment"));

    set("status-right", "a theme");
    set("status-interval", "0");
    bench().tmux("bind-key", "N", "kill-server");
    Result ill = bench().run("status-line", "doctor");
    assertThat(ill.exit()).isEqualTo(1);
    assertThat(ill.out())
        .contains("FAIL  something, such as a theme")
        .contains("WARN  status-interval is 0", "WARN  prefix N does something else")
        .contains("PASS  " + file);

    bench().run("status-line", "disable").orFail();
    assertThat(file).doesNotExist();
    assertThat(option("status-right")).isEqualTo("a theme");
    assertThat(bench().tmux("list-keys", "-T", "prefix", "N")).contains("kill-server");
    assertThat(bench().tmux("show-options", "-g")).doesNotContain("@supervisor_s", "@supervisor-");
  }

  @Test
  void theSegmentTellsALiveServerFromADeadOneAndRunsNothingThatItShows() throws Exception {
    set("status", "2");
    set("status-format[1]", "-#{supervisor_status}-");
    set("status-right", "#{?client_prefix,x,#{supervisor_status}}|");
    set("@supervisor_status", "5● 漢✕");
    String pwned = bench().launcher().world().resolve("pwned").toString();
    set("@supervisor_worst", "#(touch " + pwned + ")#{pid}");
    runPlugin("");
    runPlugin("enable");
    assertThat(option("status-right-length")).isEqualTo("40");
    try (AttachedClient client = AttachedClient.to(bench().launcher(), bench().socket())) {
      set("@supervisor_beat", Long.toString(Instant.now().getEpochSecond()));
      awaitScreen(client, "5● 漢✕|", "-5● 漢✕-");
      set("@supervisor_beat", Long.toString(Instant.now().getEpochSecond() - 100));
      awaitScreen(client, "sup:down|", "-sup:down-");
      set("@supervisor_beat", Long.toString(Instant.now().getEpochSecond() + 600));
      awaitScreen(client, "5● 漢✕|");

      set("@supervisor-style", "fg=red,bold");
      set("@supervisor-format", "{it's, \"#{@supervisor_worst}\"; }");
      runPlugin("");
      awaitScreen(client, "-{it's, \"#(touch " + pwned + ")#{pid}\"; }-");
      assertThat(client.colouredScreen()).containsPattern("\\[[0-9;]*31m");
      assertThat(Path.of(pwned)).doesNotExist();
      set("@supervisor_beat", "0");
      awaitScreen(client, "--");
    }
    runPlugin("disable");
    assertThat(option("status-format[1]")).isEqualTo("-#{supervisor_status}-");
    assertThat(option("status-right")).isEqualTo("#{?client_prefix,x,#{supervisor_status}}|");
  }

  @Test
  void theKeysDoWhatTheyWereAskedForAndTakeNobodyElses() throws Exception {
    bench().tmux("new-session", "-d", "-s", "other");
    set("@supervisor-key-menu", "S");
    set("@supervisor-key-next", "N");
    set("@supervisor-key-popup", "d");
    try (AttachedClient client =
        AttachedClient.to(bench().launcher(), bench().socket(), 120, 20, List.of("-t", "work"))) {
      runPlugin("enable");
      awaitScreen(client, "not bound, as taken or no key: d (popup)");
      client.press("C-b", "S");
      awaitScreen(client, "its server does not run");
      set("@supervisor_beat", Long.toString(Instant.now().getEpochSecond()));
      client.press("C-b", "N");
      awaitScreen(client, "no worker needs you");
      set("@supervisor_menu", "display-menu -T fleet 'crew/dave' d ''");
      client.press("C-b", "S");
      awaitScreen(client, "crew/dave");
      client.press("q");
      set("@supervisor_next", bench().tmux("display-message", "-p", "-t", "other:", "#{pane_id}"));
      client.press("C-b", "N");
      awaitScreen(client, "[other]");

      Path launcher = bench().launcher().world().resolve("it's a; launcher");
      Files.writeString(launcher, "#!/bin/sh\necho \"popped $*\"\nread -r line\n");
      Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
      set("@supervisor-command", launcher.toString());
      set("@supervisor-key-popup", "W");
      runPlugin("");
      client.press("C-b", "W");
      awaitScreen(client, "popped watch");
    }
    runPlugin("disable");
    assertThat(bench().tmux("list-keys", "-T", "prefix")).doesNotContain("supervisor", "watch");
    assertThat(bench().tmux("list-keys", "-T", "prefix", "d")).contains("detach-client");
  }

  private static void awaitScreen(AttachedClient client, String... texts) {
    AttachedClient.await().untilAsserted(() -> assertThat(client.screen()).contains(texts));
  }
}
