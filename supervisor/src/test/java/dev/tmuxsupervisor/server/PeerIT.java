package dev.tmuxsupervisor.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerIT {
  private static final String CLIENT =
      """
      use Socket;
      $SIG{PIPE} = 'IGNORE'; # refused before it wrote
      socket(S, AF_UNIX, SOCK_STREAM, 0) or die;
      connect(S, sockaddr_un($ARGV[0])) or die "connect: $!";
      syswrite S, "SUPVC\\0\\0\\0\\1\\0\\0\\0\\1x";
      print sysread(S, $b, 100) > 0 ? "answered" : "refused";
      """;

  /** Red when Connection.serve no longer asks Peer: the stranger is answered as well. */
  @Test
  void aStrangerIsRefusedEvenWhenTheFilesLetHimIn(@TempDir Path world) throws Exception {
    assumeTrue(Files.getOwner(world).getName().equals("root"), "only root can become a stranger");
    try (HostedServer hosted =
        HostedServer.start(world, world.resolve("state"), "b", (_, _) -> 0)) {
      open(world, "rwxr-xr-x");
      open(world.resolve("supervisor"), "rwxr-xr-x");
      open(hosted.place.socket(), "rw-rw-rw-");
      assertThat(answer(List.of(), hosted.place.socket())).isEqualTo("answered");
      List<String> stranger =
          List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
      assertThat(answer(stranger, hosted.place.socket())).isEqualTo("refused");
    }
  }

  private static void open(Path file, String permissions) throws java.io.IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private static String answer(List<String> as, Path socket) throws Exception {
    List<String> words = new ArrayList<>(as);
    words.addAll(List.of("perl", "-e", CLIENT, socket.toString()));
    Process client = new ProcessBuilder(words).redirectErrorStream(true).start();
    client.getOutputStream().close();
    return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
