package dev.tmuxsupervisor.scan;

import java.util.Optional;

/** A directory by its names from where a tree begins, each kept once for all that is below it. */
final class Place {
  static final Place BEGINNING = new Place(Optional.empty(), new byte[] {'.'}, 0);

  private final Optional<Place> above;
  private final byte[] name;
  private final int length;

  private Place(Optional<Place> above, byte[] name, int before) {
    this.above = above;
    this.name = name;
    this.length = before + name.length;
  }

  Place below(byte[] child) {
    return new Place(Optional.of(this), child, above.isEmpty() ? 0 : length + 1);
  }

  /** Relative to the beginning, which itself is {@code .}. */
  byte[] path() {
    byte[] path = new byte[length];
    Place at = this;
    int start = length - name.length;
    System.arraycopy(name, 0, path, start, name.length);
    while (start > 0) {
      at = at.above.orElseThrow();
      path[start - 1] = '/';
      start -= 1 + at.name.length;
      System.arraycopy(at.name, 0, path, start, at.name.length);
    }
    return path;
  }
}
