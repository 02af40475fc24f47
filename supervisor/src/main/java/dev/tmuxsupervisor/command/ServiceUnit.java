package dev.tmuxsupervisor.command;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * The server as a unit of systemd's user manager: systemd.service(5).
 *
 * @param launcher the absolute path of the program
 * @param server the server's name, as in {@code -L NAME}
 * @param environment variables that the launcher needs and that a login has not set yet
 */
record ServiceUnit(String launcher, String server, Map<String, String> environment) {
  /** How a file of ours is known; no other is ever replaced or removed. */
  static final String MARK = "# Written by: supervisor server enable";

  /** Not supervisor.service, which is another program's in Debian. */
  String name() {
    return isDefault() ? "tmux-supervisor.service" : "tmux-supervisor-" + server + ".service";
  }

  boolean isDefault() {
    return server.equals("default");
  }

  String text() {
    String variables =
        environment.entrySet().stream()
            .map(it -> "Environment=" + quoted(it.getKey() + "=" + it.getValue()) + "\n")
            .collect(Collectors.joining());
    return """
    %s
    [Unit]
    Description=supervisor of agents in tmux%s

    [Service]
    Type=notify
    %sExecStart=%s%s server run
    # Agents live in tmux servers that may have been started here: they stay.
    KillMode=process
    OOMPolicy=continue
    Restart=on-failure
    RestartSec=5
    UMask=0077

    [Install]
    WantedBy=default.target
    """
        .formatted(
            MARK,
            isDefault() ? "" : " (" + server + ")",
            variables,
            program(),
            isDefault() ? "" : " -L " + server);
  }

  /** A colon: no variable is replaced. Where there is no dollar, older systemd does without. */
  private String program() {
    return (launcher.contains("$") ? ":" : "") + quoted(launcher);
  }

  /** As systemd.syntax(7) reads it back, with no specifier in it. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '%' -> quoted.append("%%");
            default -> {
              if (c < ' ' || c == 0x7f) {
                quoted.append("\\x%02x".formatted(c));
              } else {
                quoted.appendCodePoint(c);
              }
            }
          }
        });
    return quoted.append('"').toString();
  }
}
