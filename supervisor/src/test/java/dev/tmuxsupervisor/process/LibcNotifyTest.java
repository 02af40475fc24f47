package dev.tmuxsupervisor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibcNotifyTest {
  private static final String MANAGER =
      """
      import socket, sys
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      s.bind(sys.argv[1].replace("@", "\\0"))
      print("listens", flush=True)
      print(s.recv(100).decode(), flush=True)
      """;

  private final Children children = new Children();
  @TempDir private Path directory = Path.of("");

  @AfterEach
  void endChildren() {
    children.close();
  }

  @Test
  void isHeardAtAPathAndAtANameInNoFileSystem() throws Exception {
    requireHeard(directory.resolve("notify").toString());
    requireHeard("@" + UUID.randomUUID());
  }

  private void requireHeard(String socket) throws Exception {
    Process manager = children.start("python3", "-c", MANAGER, socket);
    assertThat(Children.line(manager)).isEqualTo("listens");
    LibcNotify.tell(socket, "READY=1");
    assertThat(Children.line(manager)).isEqualTo("READY=1");
  }

  @Test
  void saysWhenNobodyListens() {
    assertThatIOException()
        .isThrownBy(() -> LibcNotify.tell(directory.resolve("nobody").toString(), "READY=1"))
        .withMessageContaining("nobody");
    assertThatIOException().isThrownBy(() -> LibcNotify.tell("vsock:2:1", "READY=1"));
    assertThatIOException().isThrownBy(() -> LibcNotify.tell("/" + "x".repeat(108), "READY=1"));
  }
}
