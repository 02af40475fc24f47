package dev.tmuxsupervisor.lock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.lock.JsonFields.Malformed;
import dev.tmuxsupervisor.process.BootTime;
import dev.tmuxsupervisor.process.KernelIdentity;
import java.time.Duration;
import java.util.Optional;

/** What the lock's object {@code supervisor} says of one that was taken by hand. */
final class ReservationJson {
  /** More than a century: whoever plans for it must not overflow. */
  private static final long LATEST_MS = 1L << 42;

  private ReservationJson() {}

  static void put(ObjectNode json, Reservation reservation) {
    json.put("worker", reservation.worker());
    LockJson.put(json, reservation.here());
    json.put("uid", reservation.uid());
    ObjectNode byHand = json.putObject("by_hand");
    byHand.put("id", reservation.id());
    byHand.put("who", reservation.who());
    byHand.put("reason", reservation.reason());
    reservation
        .end()
        .ifPresent(end ->
            byHand
                .put("until", end.until().toString())
                .put("until_boottime_ms", end.due().since().toMillis()));
  }

  static Reservation parse(JsonFields json, String hostname) throws Malformed {
    JsonFields byHand =
        json.object("by_hand").orElseThrow(() -> new Malformed("supervisor.by_hand is missing"));
    KernelIdentity here = LockJson.here(json, hostname);
    try {
      return new Reservation(
          byHand.text("id"),
          json.text("worker"),
          byHand.text("who"),
          byHand.text("reason"),
          here,
          json.number("uid", 0, 1L << 32),
          end(byHand, here));
    } catch (IllegalArgumentException e) {
      throw new Malformed("supervisor.by_hand: " + e.getMessage(), e);
    }
  }

  /** Both clocks or none: half an end would be another end than was meant. */
  private static Optional<Reservation.End> end(JsonFields byHand, KernelIdentity here)
      throws Malformed {
    boolean endless =
        byHand.optionalText("until").isEmpty() && !byHand.node().has("until_boottime_ms");
    return endless
        ? Optional.empty()
        : Optional.of(
            new Reservation.End(
                LockJson.instant("supervisor.by_hand.until", byHand.text("until")),
                new BootTime(
                    here.bootId(),
                    Duration.ofMillis(byHand.number("until_boottime_ms", 0, LATEST_MS)))));
  }
}
