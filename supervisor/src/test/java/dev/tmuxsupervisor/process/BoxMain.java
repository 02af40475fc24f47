package dev.tmuxsupervisor.process;

import java.nio.file.Path;

/** Prints the box of a file; apart, as a name with a dollar sign is no word for a shell. */
final class BoxMain {
  private BoxMain() {}

  public static void main(String[] arguments) {
    System.out.println(Box.of(Path.of(arguments[0])));
  }
}
