package dev.tmuxsupervisor.fleet;

import java.util.List;
import java.util.Locale;

/** What a section of a file may say. */
interface FileKey {
  /** The constant's, as each is an enum. */
  String name();

  /** As it stands in the file. */
  default String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A value that is right, as it stands in the file. */
  String sample();

  /** What it means, in whole sentences, with its default. */
  String meaning();

  /** A line that is right, for messages. */
  default String example() {
    return text() + " = " + sample();
  }

  /** All of these, as they stand in the file. */
  static List<String> texts(List<? extends FileKey> keys) {
    return keys.stream().map(FileKey::text).toList();
  }
}
