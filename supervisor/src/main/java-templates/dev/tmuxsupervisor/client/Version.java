package dev.tmuxsupervisor.client;

/** Filled in by the build. */
final class Version {
  static final String TEXT = "${project.version}";

  private Version() {}
}
