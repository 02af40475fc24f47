package dev.tmuxsupervisor.tmux;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What the doors share that were made from one: clients, lists, and the server last seen there. */
final class Link {
  private final Client client = new Client();
  private final Lanes lanes = new Lanes(client);
  private final Listings listings = new Listings();
  private final Binaries binaries = new Binaries(client);
  private final AtomicReference<Optional<ServerProcess>> seen =
      new AtomicReference<>(Optional.empty());

  Lanes lanes() {
    return lanes;
  }

  Listings listings() {
    return listings;
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
