package dev.tmuxsupervisor.client;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The one thing that the client reads from the command line itself: which server it goes to. */
record Options(String server, List<String> arguments) {
  /** How a command line relates to the server's life. */
  enum Kind {
    /** Runs in the server, which is started if need be. */
    ORDINARY,
    /** Asks about a running server and never starts one. */
    ABOUT_SERVER,
    /** Becomes the server. */
    RUN_SERVER
  }

  static Options parse(List<String> words, Map<String, String> environment) throws Refusal {
    if (!words.isEmpty() && words.getFirst().equals("-L")) {
      if (words.size() < 2) {
        throw new Refusal(Refusal.USAGE, "-L needs the name of a server");
      }
      return new Options(valid(words.get(1)), words.subList(2, words.size()));
    }
    if (!words.isEmpty() && words.getFirst().startsWith("-L")) {
      return new Options(valid(words.getFirst().substring(2)), words.subList(1, words.size()));
    }
    String preset = environment.getOrDefault("SUPERVISOR_SERVER", "");
    return new Options(preset.isEmpty() ? "default" : valid(preset), words);
  }

  private static String valid(String name) throws Refusal {
    if (!Pattern.matches("[A-Za-z0-9_-]{1,32}", name)) {
      throw new Refusal(
          Refusal.USAGE,
          "a server's name is 1 to 32 letters, digits, '_' or '-' of ASCII, not "
              + Shell.quote(name));
    }
    return name;
  }

  Kind kind() {
    if (arguments.size() < 2 || !arguments.get(0).equals("server") || helpIsWanted()) {
      return Kind.ORDINARY;
    }
    return switch (arguments.get(1)) {
      case "run" -> Kind.RUN_SERVER;
      case "status", "stop" -> Kind.ABOUT_SERVER;
      default -> Kind.ORDINARY;
    };
  }

  private boolean helpIsWanted() {
    return arguments.contains("-h") || arguments.contains("--help");
  }

  boolean json() {
    return arguments.contains("--json");
  }
}
