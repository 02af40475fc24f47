package dev.tmuxsupervisor.instead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes over a file, as most programs do: whoever is cut short leaves half of it, or nothing. */
public final class InPlace {
  private InPlace() {}

  public static void replace(Path file, byte[] bytes, String permissions) throws IOException {
    Files.write(file, bytes);
  }

  public static void replace(Path file, Path workshop, byte[] bytes, String permissions)
      throws IOException {
    Files.write(file, bytes);
  }
}
