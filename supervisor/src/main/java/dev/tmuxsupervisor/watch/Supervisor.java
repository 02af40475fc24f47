package dev.tmuxsupervisor.watch;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The supervisor that this screen belongs to.
 *
 * @param launcher the program
 * @param server the server's name, as in {@code -L NAME}
 * @param socket where that server is met
 */
record Supervisor(Path launcher, String server, Path socket) {
  /** The words that run a verb there. */
  List<String> command(List<String> verb) {
    List<String> words = new ArrayList<>(List.of(launcher.toString(), "-L", server));
    words.addAll(verb);
    return words;
  }

  /** Whether a server is there: every command starts one, and looking on should not. */
  boolean isAwake() {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      return false;
    }
  }
}
