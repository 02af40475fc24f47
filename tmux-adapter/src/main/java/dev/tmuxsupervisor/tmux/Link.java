package dev.tmuxsupervisor.tmux;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What all doors to one socket share: the limit on clients, and the server last seen there. */
final class Link {
  private final Client client = new Client();
  private final Binaries binaries = new Binaries(client);
  private final AtomicReference<Optional<ServerProcess>> seen =
      new AtomicReference<>(Optional.empty());

  Client client() {
    return client;
  }

  Binaries binaries() {
    return binaries;
  }

  Optional<ServerProcess> seen() {
    return seen.get();
  }

  void see(Optional<ServerProcess> server) {
    seen.set(server);
  }
}
