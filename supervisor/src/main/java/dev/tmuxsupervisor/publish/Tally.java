package dev.tmuxsupervisor.publish;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * How many workers there are of each kind.
 *
 * @param others workers of other tmux servers
 */
record Tally(int running, int recovering, int failed, int unknown, int others) {
  static Tally of(Collection<WorkerStatus> workers, int others) {
    return new Tally(
        count(workers, Light.RUNNING),
        count(workers, Light.RECOVERING),
        count(workers, Light.FAILED),
        count(workers, Light.UNKNOWN),
        others);
  }

  private static int count(Collection<WorkerStatus> workers, Light light) {
    return (int) workers.stream().filter(worker -> worker.light() == light).count();
  }

  /** Such as {@code 5● 2◐ 1✕}: what there is none of is left out. */
  String text(boolean ascii) {
    List<String> parts = new ArrayList<>();
    part(parts, running, Light.RUNNING, ascii);
    part(parts, recovering, Light.RECOVERING, ascii);
    part(parts, failed, Light.FAILED, ascii);
    part(parts, unknown, Light.UNKNOWN, ascii);
    if (others > 0) {
      parts.add("+" + others);
    }
    return String.join(" ", parts);
  }

  private static void part(List<String> parts, int count, Light light, boolean ascii) {
    if (count > 0) {
      parts.add(Integer.toString(count) + (ascii ? light.ascii() : light.glyph()));
    }
  }
}
