package dev.tmuxsupervisor.fleet;

import java.util.Comparator;
import java.util.List;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What somebody meant who wrote something else. */
final class NearestKey {
  private NearestKey() {}

  /** The one that takes the fewest letters to change; of several the first. */
  static String of(String written, List<String> known) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return known.stream()
        .min(Comparator.comparingInt(key -> distance.apply(written, key)))
        .orElseThrow();
  }
}
