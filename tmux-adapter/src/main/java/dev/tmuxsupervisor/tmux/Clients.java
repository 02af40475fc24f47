package dev.tmuxsupervisor.tmux;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** The commands that list attached clients and speak to one of them. */
final class Clients {
  private static final List<String> FIELDS =
      List.of(
          "#{client_name}",
          "#{session_id}",
          "#{pane_id}",
          "#{client_width}",
          "#{client_utf8}",
          "#{client_control_mode}",
          "#{client_flags}");

  private Clients() {}

  /** In a group of its own: where there is no session, listing clients may fail. */
  static String script(Nonce nonce) {
    return "%s\n%s"
        .formatted(
            Quoting.group(
                List.of(
                    Quoting.command("list-clients", "-F", nonce.format(Kind.CLIENT, FIELDS)),
                    nonce.say(Kind.LISTED))),
            nonce.say(Kind.END));
  }

  static Answer<List<AttachedClient>> read(Reply reply) {
    boolean empty = reply.errors().contains("no current target");
    if (reply.all(Kind.LISTED).isEmpty() && !empty) {
      return new Unreachable<>(Reason.GARBLED, "the list is not whole: " + reply.errors());
    }
    try {
      return new Running<>(
          reply.all(Kind.CLIENT).stream()
              .map(entry -> client(reply.head().server(), entry))
              .toList());
    } catch (IllegalArgumentException e) {
      return new Unreachable<>(Reason.GARBLED, "the list cannot be read: " + e.getMessage());
    }
  }

  /** tmux takes a terminal for focused until that says otherwise. */
  private static AttachedClient client(ServerIdentity server, Entry entry) {
    return new AttachedClient(
        server,
        entry.field(0),
        SessionId.parse(entry.field(1)),
        PaneId.parse(entry.field(2)),
        Integer.parseInt(entry.field(3)),
        entry.field(4).equals("1"),
        entry.field(5).equals("1"),
        !Arrays.asList(entry.field(6).split(",", -1)).contains("focused"));
  }

  /** The message last: a client that is gone is no error. */
  static String message(AttachedClient client, String text, Duration shown, Nonce nonce) {
    String milliseconds = Long.toString(shown.toMillis());
    List<String> then =
        List.of(
            nonce.say(Kind.END),
            Quoting.command(
                "display-message",
                "-c",
                client.name(),
                "-d",
                milliseconds,
                "--",
                MessageText.literal(text)));
    return Changes.onServer(client.server(), nonce, then);
  }
}
