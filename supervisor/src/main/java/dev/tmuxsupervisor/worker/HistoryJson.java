package dev.tmuxsupervisor.worker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.lock.JsonFields.Malformed;
import dev.tmuxsupervisor.process.BootTime;
import dev.tmuxsupervisor.worker.History.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A history in {@code worker.json}. */
final class HistoryJson {
  private HistoryJson() {}

  static ObjectNode print(History history) {
    ObjectNode json = JsonFields.object();
    json.put("standing", history.standing().name().toLowerCase(Locale.ROOT));
    history.due().ifPresent(due -> json.set("due", print(due)));
    json.put("attempt", history.attempt());
    json.put("last_delay_ms", history.lastDelay().toMillis());
    ArrayNode restarts = json.putArray("restarts");
    history.restarts().forEach(restart -> restarts.add(print(restart)));
    json.put("probing", history.probing());
    json.put("total", history.total());
    json.put("ended", history.ended());
    history.lastExit().ifPresent(exit -> json.set("last_exit", ExitJson.print(exit)));
    return json;
  }

  static History parse(JsonFields json) throws Malformed {
    List<BootTime> restarts = new ArrayList<>();
    for (JsonFields restart : json.objects("restarts")) {
      restarts.add(moment(restart));
    }
    Optional<JsonFields> due = json.object("due");
    Optional<JsonFields> exit = json.object("last_exit");
    return new History(
        standing(json.text("standing")),
        due.isPresent() ? Optional.of(moment(due.get())) : Optional.empty(),
        (int) json.number("attempt", 0, Integer.MAX_VALUE),
        Duration.ofMillis(json.number("last_delay_ms", 0, Long.MAX_VALUE)),
        restarts,
        json.flag("probing"),
        json.number("total", 0, Long.MAX_VALUE),
        json.number("ended", 0, Long.MAX_VALUE),
        exit.isPresent() ? Optional.of(ExitJson.parse(exit.get())) : Optional.empty());
  }

  private static ObjectNode print(BootTime moment) {
    return JsonFields.object()
        .put("boot_id", moment.boot())
        .put("since_boot_ms", moment.since().toMillis());
  }

  private static BootTime moment(JsonFields json) throws Malformed {
    return new BootTime(
        json.text("boot_id"), Duration.ofMillis(json.number("since_boot_ms", 0, Long.MAX_VALUE)));
  }

  private static Standing standing(String text) throws Malformed {
    for (Standing standing : Standing.values()) {
      if (standing.name().toLowerCase(Locale.ROOT).equals(text)) {
        return standing;
      }
    }
    throw new Malformed("standing is none that this program knows");
  }
}
