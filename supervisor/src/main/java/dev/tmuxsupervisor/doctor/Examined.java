package dev.tmuxsupervisor.doctor;

import java.util.List;

/** A check, and what it found. */
public record Examined(Check check, List<Finding> findings) {
  /** Copies what can be changed from outside. */
  public Examined {
    findings = List.copyOf(findings);
  }
}
