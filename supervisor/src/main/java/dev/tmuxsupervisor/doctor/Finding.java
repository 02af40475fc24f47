package dev.tmuxsupervisor.doctor;

import java.util.Optional;

/**
 * What one check found.
 *
 * @param check its name, for programs
 * @param hint what to do about it; empty when there is nothing to do
 * @param fix what {@code --fix} does about it
 */
public record Finding(Level level, String check, String text, String hint, Optional<Fix> fix) {
  /** All is well. */
  public static Finding pass(String check, String text) {
    return new Finding(Level.PASS, check, text, "", Optional.empty());
  }

  /** It works, but not as well as it could, or not for long. */
  public static Finding warn(String check, String text, String hint) {
    return new Finding(Level.WARN, check, text, hint, Optional.empty());
  }

  /** Something does not work. */
  public static Finding fail(String check, String text, String hint) {
    return new Finding(Level.FAIL, check, text, hint, Optional.empty());
  }

  /** The same with what {@code --fix} does about it. */
  public Finding fixedBy(String step, Fix.Deed deed) {
    return new Finding(level, check, text, hint, Optional.of(new Fix(step, deed)));
  }
}
