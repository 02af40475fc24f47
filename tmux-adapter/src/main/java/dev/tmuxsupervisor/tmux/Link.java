package dev.tmuxsupervisor.tmux;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What all doors of this JVM to one socket share: its clients and lists, and the server last seen
 * there.
 */
final class Link {
  private final Lanes lanes = new Lanes();
  private final Listings listings = new Listings();
  private final Binaries binaries = new Binaries(new Client());
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
