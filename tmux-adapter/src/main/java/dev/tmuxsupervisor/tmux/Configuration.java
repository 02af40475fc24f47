package dev.tmuxsupervisor.tmux;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the user of one server has set there: global options and keys. */
public final class Configuration {
  private final Exchange exchange;

  Configuration(Exchange exchange) {
    this.exchange = exchange;
  }

  /**
   * The global values of these options, such as {@code status-right} or {@code @name}, as they
   * stand; those that are not set are left out.
   */
  public Answer<GlobalOptions> options(List<String> names) {
    return exchange
        .ask(nonce -> {
          List<String> lines = new ArrayList<>();
          for (String name : names) {
            lines.add(nonce.say(Kind.VALUE));
            lines.add(Quoting.command("show-options", "-gqv", name));
          }
          lines.add(nonce.say(Kind.END));
          return String.join("\n", lines);
        })
        .map(reply -> {
          List<Entry> values = reply.all(Kind.VALUE);
          Map<String, String> set = new LinkedHashMap<>();
          for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            printed(values.get(i)).ifPresent(value -> set.put(name, value));
          }
          return new GlobalOptions(reply.head().server(), reply.head().version(), set);
        });
  }

  /**
   * What a key does after the prefix, in tmux's own words; empty if it is not bound. {@link
   * Refused} for what is no key.
   */
  public Answer<Optional<String>> binding(String key) {
    Answer<Optional<String>> answer =
        exchange
            .ask(nonce ->
                Quoting.group(
                    List.of(
                        nonce.say(Kind.VALUE),
                        Quoting.command("list-keys", "-T", "prefix", key),
                        nonce.say(Kind.END))))
            .map(reply -> printed(reply.all(Kind.VALUE).getFirst()));
    // So it says of a key that is one, but bound to nothing.
    return answer instanceof Refused<Optional<String>>(String text)
            && text.startsWith("unknown key:")
        ? new Running<>(Optional.empty())
        : answer;
  }

  /** The panes that go with their program, since {@code remain-on-exit} is off for them. */
  public Answer<Set<PaneId>> fleeting() {
    return exchange
        .ask(nonce ->
            "%s\n%s"
                .formatted(
                    Quoting.command(
                        "list-panes",
                        "-a",
                        "-F",
                        nonce.format(Kind.PANE, List.of("#{pane_id}", "#{remain-on-exit}"))),
                    nonce.say(Kind.END)))
        .map(reply ->
            reply.all(Kind.PANE).stream()
                .filter(pane -> pane.field(1).equals("off"))
                .map(pane -> PaneId.parse(pane.field(0)))
                .collect(Collectors.toSet()));
  }

  /** Carries out lines of {@link ConfigLine}, if the server is this one, up to the first error. */
  public Answer<ServerIdentity> source(ServerIdentity server, List<String> lines) {
    return exchange
        .ask(nonce -> {
          List<String> commands = new ArrayList<>(lines);
          commands.add(nonce.say(Kind.END));
          return Changes.onServer(server, nonce, commands);
        })
        .map(reply -> reply.head().server());
  }

  /** What follows a record on lines of its own. */
  private static Optional<String> printed(Entry entry) {
    String text = entry.after();
    return text.length() < 2 ? Optional.empty() : Optional.of(text.substring(1, text.length() - 1));
  }
}
