package dev.tmuxsupervisor.doctor;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * One thing to look at.
 *
 * @param name for programs, and of findings that the look itself does not name
 * @param subject what it looks at, such as a path; with the name it tells one check from another
 */
public record Check(Group group, String name, String subject, Look look) {
  /** Looks, and may take for ever: whoever calls it must not wait for that. */
  @FunctionalInterface
  public interface Look {
    /** Tells each finding as soon as it is known, so that it is told even if the next hangs. */
    void at(Consumer<Finding> findings) throws IOException, InterruptedException;
  }

  String key() {
    return name + " " + subject;
  }
}
