package dev.tmuxsupervisor.observe;

import dev.tmuxsupervisor.process.UnixListeners;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** The tmux servers that a lock without a server's name may mean, likely ones first. */
@FunctionalInterface
interface TmuxServers {
  Set<TmuxSocket> sockets() throws IOException;

  /** The usual one, and all others of this user that listen anywhere. */
  static TmuxServers ofThisUser(TmuxSocket usual) {
    return () -> {
      Set<TmuxSocket> sockets = new LinkedHashSet<>();
      sockets.add(usual);
      for (Path path : UnixListeners.ofProcessesNamed("tmux: server")) {
        sockets.add(new TmuxSocket(path));
      }
      return sockets;
    };
  }
}
