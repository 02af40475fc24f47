package dev.tmuxsupervisor.tmux;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Divides what one client printed among those whose commands it carried, one after the other. */
final class Outputs {
  private record Beginning(Nonce nonce, int at) {}

  private Outputs() {}

  /** What each errand's commands printed: from its first record to the next one's. */
  static Map<Nonce, String> divide(String output, List<Nonce> nonces) {
    List<Beginning> beginnings =
        nonces.stream()
            .map(nonce -> new Beginning(nonce, output.indexOf(nonce.separator())))
            .filter(beginning -> beginning.at() >= 0)
            .sorted(Comparator.comparingInt(Beginning::at))
            .toList();
    Map<Nonce, String> parts = new HashMap<>();
    for (int i = 0; i < beginnings.size(); i++) {
      int end = i + 1 < beginnings.size() ? beginnings.get(i + 1).at() : output.length();
      parts.put(beginnings.get(i).nonce(), output.substring(beginnings.get(i).at(), end));
    }
    return parts;
  }
}
