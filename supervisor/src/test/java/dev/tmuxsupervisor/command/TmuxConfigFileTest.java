package dev.tmuxsupervisor.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tmuxsupervisor.tmux.Tmux;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TmuxConfigFileTest {
  @TempDir private Path home;

  private TmuxConfigFile find() throws Exception {
    Invocation invocation =
        new Invocation(List.of(), home, Map.of("HOME", home.toString()), 0, false, false);
    return TmuxConfigFile.find(new Surroundings(invocation, Tmux::at), Optional.empty());
  }

  /** Both turn red without the look just before the change. */
  @Test
  void whatAnEditorSavedMeanwhileIsNeitherReplacedNorRemoved() throws Exception {
    Path file = Files.writeString(home.resolve(".tmux.conf"), "set -g mouse on\n");
    TmuxConfigFile read = find();
    Files.writeString(file, "set -g mouse off\n");

    assertThatExceptionOfType(CommandFailure.class).isThrownBy(() -> read.replace("ours\n"));
    assertThatExceptionOfType(CommandFailure.class).isThrownBy(read::delete);

    assertThat(file).hasContent("set -g mouse off\n");
  }

  @Test
  void aFileThatWasMadeMeanwhileIsNotReplaced() throws Exception {
    TmuxConfigFile read = find();
    Path file = Files.writeString(home.resolve(".tmux.conf"), "set -g mouse on\n");

    assertThatExceptionOfType(CommandFailure.class).isThrownBy(() -> read.replace("ours\n"));

    assertThat(file).hasContent("set -g mouse on\n");
  }

  @Test
  void whatIsAsItWasReadIsReplaced() throws Exception {
    Path file = Files.writeString(home.resolve(".tmux.conf"), "set -g mouse on\n");
    assertThat(find().replace("ours\n")).isTrue();
    assertThat(file).hasContent("ours\n");
  }
}
