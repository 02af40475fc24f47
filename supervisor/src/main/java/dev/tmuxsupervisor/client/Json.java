package dev.tmuxsupervisor.client;

/** The one JSON text that the client makes itself, since it has no server to make it. */
final class Json {
  private Json() {}

  static String serverNotRunning(String message) {
    return "{\"schema\":\"supervisor.error/1\",\"ok\":false,\"error\":{"
        + "\"code\":\"SERVER_NOT_RUNNING\",\"exit\":3,\"retryable\":true,\"message\":"
        + string(message)
        + ",\"hint\":"
        + string("any other command starts it, such as: supervisor list")
        + "}}";
  }

  private static String string(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\' || c == 0x7f) {
        json.append("\\u").append(Integer.toHexString(0x10000 | c).substring(1));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
