package dev.tmuxsupervisor.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import org.junit.jupiter.api.Test;

class FileTroubleTest {
  @Test
  void theClassOfAnExceptionIsSaidInWordsAndWhatToLookAt() {
    CommandFailure failure = CommandFailure.of(new NotDirectoryException("/town/w/.runtime"));
    assertThat(failure.code()).isEqualTo(ErrorCode.FAILED);
    assertThat(failure.text()).isEqualTo("/town/w/.runtime cannot be used: it is not a directory");
    assertThat(failure.hint()).isEqualTo("look at it: ls -ld /town/w/.runtime");
    assertThat(CommandFailure.of(new AccessDeniedException("/x")).text())
        .isEqualTo("/x cannot be used: permission denied");
  }

  @Test
  void aReasonIsSaidAsItIsButForWhatMovesACursor() {
    FileSystemException looped = new FileSystemException("/w\u001b[2J", null, "it is a link\n");
    assertThat(CommandFailure.of(looped).text()).isEqualTo("/w?[2J cannot be used: it is a link?");
  }
}
