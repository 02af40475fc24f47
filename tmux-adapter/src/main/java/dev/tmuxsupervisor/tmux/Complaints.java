package dev.tmuxsupervisor.tmux;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Divides what one client complained of among those whose commands it carried. A command that fails
 * on purpose stands before those of each: tmux has no other that writes there.
 */
final class Complaints {
  private Complaints() {}

  /** Fails with the nonce in its text. No session bears that name. */
  static String heading(Nonce nonce) {
    return Quoting.command("has-session", "-t", "=" + nonce.text());
  }

  /**
   * What tmux says of one errand: from the line below its heading to the next heading. Without a
   * heading it was not reached, and what the client said last tells why.
   *
   * @param all the errands that the client carried, in their order
   */
  static String about(Nonce nonce, List<Nonce> all, String errors) {
    List<String> lines = errors.lines().toList();
    List<Integer> headings =
        all.stream().map(each -> headingOf(each, lines)).filter(at -> at >= 0).sorted().toList();
    int own = headingOf(nonce, lines);
    int from = own >= 0 ? own : headings.isEmpty() ? -1 : headings.getLast();
    int to =
        headings.stream()
            .filter(at -> at > from)
            .mapToInt(Integer::intValue)
            .min()
            .orElse(lines.size());
    return lines.subList(from + 1, to).stream().collect(Collectors.joining("\n"));
  }

  private static int headingOf(Nonce nonce, List<String> lines) {
    for (int at = 0; at < lines.size(); at++) {
      if (lines.get(at).contains(nonce.text())) {
        return at;
      }
    }
    return -1;
  }
}
