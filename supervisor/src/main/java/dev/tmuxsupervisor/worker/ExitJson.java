package dev.tmuxsupervisor.worker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.lock.JsonFields.Malformed;

/**
 * The end of a run in JSON: {@code {"status":3}}, {@code {"signal":9}} or {@code {"unknown":true}}.
 */
public final class ExitJson {
  private static final int MOST = 255;

  private ExitJson() {}

  /** For any answer or file of ours. */
  public static ObjectNode print(Exit exit) {
    ObjectNode json = JsonFields.object();
    return switch (exit) {
      case Exit.Status(int status) -> json.put("status", status);
      case Exit.Signal(int signal) -> json.put("signal", signal);
      case Exit.Unknown _ -> json.put("unknown", true);
    };
  }

  static Exit parse(JsonFields json) throws Malformed {
    if (json.names().contains("status")) {
      return new Exit.Status((int) json.number("status", 0, MOST));
    }
    return json.names().contains("signal")
        ? new Exit.Signal((int) json.number("signal", 1, MOST))
        : new Exit.Unknown();
  }
}
