package dev.tmuxsupervisor.fleet;

/** What a section of a file may say. */
interface FileKey {
  /** As it stands in the file. */
  String text();

  /** A value that is right, as it stands in the file. */
  String sample();

  /** A line that is right, for messages. */
  default String example() {
    return text() + " = " + sample();
  }
}
