package dev.tmuxsupervisor.client;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Finds the server of a place, starts it, or has it replaced. */
final class Servers {
  private static final Duration START = Duration.ofSeconds(15);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final Place place;
  private final Path lib;
  private final Map<String, String> users;
  private final Ending ending;

  Servers(Place place, Path lib, Map<String, String> users, Ending ending) {
    this.place = place;
    this.lib = lib;
    this.users = users;
    this.ending = ending;
  }

  /** The running server, if there is one. */
  Optional<Link> running() throws IOException {
    try (Patience _ = Patience.with(place)) {
      Optional<Link> link = Link.to(place.socket());
      return link.isPresent() ? link : Link.to(place.recorded().socket());
    }
  }

  /** The running server, started now if there was none; {@link Refusal} if it does not come up. */
  Link startedIfNeedBe() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    Optional<Link> link = running();
    Optional<ServerProcess> started = Optional.empty();
    while (link.isEmpty()) {
      if (System.nanoTime() - deadline > 0) {
        throw new Refusal(
            Refusal.PREREQUISITE,
            "no server answers at "
                + place.socket()
                + " after "
                + START.toSeconds()
                + " s; its log: "
                + place.log());
      }
      if (started.isEmpty() || !started.get().isAlive()) {
        if (started.isPresent()) {
          started.get().requireSuccess();
        }
        started = Optional.of(ServerProcess.start(lib, place, users));
        ending.hasten();
      }
      Thread.sleep(BETWEEN_LOOKS);
      link = running();
    }
    return link.get();
  }

  /** Has the running server end, in the part of the protocol that every version knows. */
  void end() throws IOException {
    Optional<Link> link = running();
    if (link.isEmpty()) {
      return;
    }
    try (Link old = link.get();
        Patience _ = Patience.with(place)) {
      Wire.writeQuit(old.out);
      old.out.flush();
      old.in.transferTo(java.io.OutputStream.nullOutputStream());
    } catch (java.net.SocketException endedAlready) {
      return;
    }
  }
}
