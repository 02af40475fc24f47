package dev.tmuxsupervisor.tmux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConfigurationTest {
  private static final List<String> HOSTILE =
      List.of(
          "plain",
          "",
          "-g",
          "two\nlines\n",
          "it's \"quoted\"; and \\escaped;",
          "#{pid} #(touch x) #[fg=red] %H {a,b} ~ 漢字");

  @RegisterExtension final TmuxFixture fixture = new TmuxFixture();

  private Configuration configuration() {
    return fixture.tmux().configuration();
  }

  @BeforeEach
  void start() {
    fixture.create("work");
  }

  private GlobalOptions options(String... names) {
    return TmuxFixture.content(configuration().options(List.of(names)));
  }

  private void source(String... lines) {
    TmuxFixture.content(configuration().source(options().server(), List.of(lines)));
  }

  @Test
  void whatALineSetsIsReadBackAsItStands() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < HOSTILE.size(); i++) {
      lines.add(ConfigLine.setOption("@x" + i, HOSTILE.get(i)));
      assertThat(ConfigLine.optionSetBy(lines.getLast())).contains("@x" + i);
      assertThat(lines.getLast()).hasLineCount(1);
    }
    source(lines.toArray(String[]::new));
    for (int i = 0; i < HOSTILE.size(); i++) {
      assertThat(options("@none", "@x" + i).values()).isEqualTo(Map.of("@x" + i, HOSTILE.get(i)));
    }
    source(ConfigLine.unsetOption("@x0"));
    assertThat(options("@x0").value("@x0")).isEmpty();
    assertThat(ConfigLine.optionSetBy("set-option -g status-right x")).isEmpty();
    assertThat(options("status-interval").value("status-interval")).contains("15");
  }

  /** Red without the shell's number sign: tmux expands it. */
  @Test
  void aProgramInADirectoryOfAnyNameIsRun() throws Exception {
    Path folder = fixture.directory("it's #{pid} #(touch pwned) ; %H");
    Path program = folder.resolve("a program");
    Files.writeString(program, "#!/bin/sh\nprintf %s \"$1\" >\"${0%/*}/said\"\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (String word : HOSTILE) {
      source(ConfigLine.runShell(List.of(program.toString(), word)));
      assertThat(folder.resolve("said")).hasContent(word);
    }
  }

  @Test
  void aKeyIsBoundOrNotOrNone() {
    assertThat(TmuxFixture.content(configuration().binding("d")).orElseThrow())
        .contains("detach-client");
    assertThat(TmuxFixture.content(configuration().binding("M-F9"))).isEqualTo(Optional.empty());
    assertThat(configuration().binding("Banana")).isInstanceOf(Refused.class);
  }

  @Test
  void anotherServersLinesAreNotCarriedOut() {
    ServerIdentity other = new ServerIdentity(1, 1);
    assertThat(configuration().source(other, List.of(ConfigLine.setOption("@stray", "1"))))
        .isInstanceOf(Refused.class);
    assertThat(options("@stray").values()).isEmpty();
    assertThat(TmuxFixture.content(fixture.tmux().clients())).isEmpty();
  }

  @Test
  void aPaneOfOursOutlivesItsProgramUntilSomebodySaysOtherwise() {
    assertThat(TmuxFixture.content(configuration().fleeting())).isEmpty();
    source("set-option -p -t work: remain-on-exit off");
    assertThat(TmuxFixture.content(configuration().fleeting())).hasSize(1);
  }
}
