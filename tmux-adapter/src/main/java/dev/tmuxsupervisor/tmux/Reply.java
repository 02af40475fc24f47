package dev.tmuxsupervisor.tmux;

import java.util.List;

/**
 * A reply that is believed.
 *
 * @param errors what tmux wrote to standard error none the less, as for a user's hook that failed
 */
record Reply(Head head, List<Entry> entries, String errors) {
  List<Entry> all(Kind kind) {
    return entries.stream().filter(entry -> entry.kind() == kind).toList();
  }
}
