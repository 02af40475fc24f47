package dev.tmuxsupervisor.tmux;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The commands that list everything, and what they print.
 *
 * @param options the user options to read of each session and pane
 */
record Listing(List<String> options) {
  private static final List<String> SESSION =
      List.of(
          "#{session_id}",
          "#{session_created}",
          "#{session_attached}",
          "#{session_windows}",
          Marks.ownSession(),
          "#{session_name}");
  private static final List<String> PANE =
      List.of(
          "#{pane_id}",
          "#{session_id}",
          "#{pane_pid}",
          "#{pane_dead}",
          "#{pane_dead_status}",
          "#{pane_dead_signal}",
          Marks.ownPane(),
          "#{pane_current_command}");

  Listing {
    options.forEach(Words::requireOption);
    options = List.copyOf(options);
  }

  /**
   * In groups of their own: without sessions, listing panes fails, and that must not be the end.
   */
  String script(Nonce nonce) {
    return String.join(
        "\n",
        Quoting.command("list-sessions", "-F", nonce.format(Kind.SESSION, fields(SESSION))),
        nonce.say(Kind.LISTED),
        Quoting.group(
            List.of(
                Quoting.command("list-panes", "-a", "-F", nonce.format(Kind.PANE, fields(PANE))),
                nonce.say(Kind.LISTED))),
        nonce.say(Kind.END));
  }

  /**
   * What {@link #read} takes for a whole list: of one pane, if it is there and in one session only.
   */
  String scriptOf(PaneId pane, Nonce nonce) {
    // tmux calls a window that all sessions of one group share not linked.
    String alone = "#{==:#{window_linked}#{session_grouped},00}";
    String there = "#{&&:#{==:#{pane_id},%s},%s}".formatted(pane, alone);
    return "%s { %s }\n%s"
        .formatted(
            Quoting.command("if-shell", "-F", "-t", pane.toString(), there),
            Quoting.group(
                List.of(
                    nonce.sayOf(
                        pane.toString(), Kind.SESSION, fields(SESSION).toArray(String[]::new)),
                    nonce.say(Kind.LISTED),
                    nonce.sayOf(pane.toString(), Kind.PANE, fields(PANE).toArray(String[]::new)),
                    nonce.say(Kind.LISTED))),
            nonce.say(Kind.END));
  }

  Answer<Snapshot> read(Reply reply) {
    List<Entry> sessions = reply.all(Kind.SESSION);
    boolean whole = reply.all(Kind.LISTED).size() == 2;
    boolean empty = sessions.isEmpty() && reply.errors().contains("no current target");
    if (!whole && !empty) {
      return new Unreachable<>(Reason.GARBLED, "the list is not whole: " + reply.errors());
    }
    try {
      return new Running<>(
          new Snapshot(
              reply.head().server(),
              reply.head().version(),
              sessions.stream().map(this::session).toList(),
              reply.all(Kind.PANE).stream().map(this::pane).toList()));
    } catch (IllegalArgumentException e) {
      return new Unreachable<>(Reason.GARBLED, "the list cannot be read: " + e.getMessage());
    }
  }

  private List<String> fields(List<String> fixed) {
    List<String> fields = new ArrayList<>(fixed);
    options.forEach(option -> fields.add("#{" + option + "}"));
    return fields;
  }

  private Session session(Entry entry) {
    return new Session(
        SessionId.parse(entry.field(0)),
        entry.field(5),
        Long.parseLong(entry.field(1)),
        Integer.parseInt(entry.field(2)),
        Integer.parseInt(entry.field(3)),
        values(entry, SESSION.size(), entry.field(4)));
  }

  /**
   * tmux 3.8 prints no pid once the terminal is closed, and {@code pane_dead} only when it has the
   * status: without a pid there is no living program to be found.
   */
  private Pane pane(Entry entry) {
    String pid = entry.field(2);
    return new Pane(
        PaneId.parse(entry.field(0)),
        SessionId.parse(entry.field(1)),
        pid.isEmpty() ? 0 : Long.parseLong(pid),
        pid.isEmpty() || entry.field(3).equals("1"),
        number(entry.field(4)),
        number(entry.field(5)),
        entry.field(7),
        values(entry, PANE.size(), entry.field(6)));
  }

  /** An option that is not set and one that is empty look the same, and both are left out. */
  private Map<String, String> values(Entry entry, int from, String own) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; own.equals("1") && i < options.size(); i++) {
      String value = entry.field(from + i);
      if (!value.isEmpty()) {
        values.put(options.get(i), value);
      }
    }
    return Map.copyOf(values);
  }

  /** tmux before 3.3 knows no signal and prints nothing for it. */
  private static OptionalInt number(String text) {
    return text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
  }
}
