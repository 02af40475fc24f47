package dev.tmuxsupervisor.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * What tells two builds apart: the version and a checksum over our own jars. Not their times, which
 * a reproducible build sets to one constant.
 */
public final class BuildId {
  private static final String[] JARS = {"supervisor.jar", "tmux-adapter.jar"};

  private BuildId() {}

  /** The build whose jars lie in this folder. */
  public static String of(Path lib) throws IOException {
    CRC32 sum = new CRC32();
    for (String jar : JARS) {
      Path path = lib.resolve(jar);
      if (!Files.exists(path)) {
        throw new Refusal(Refusal.PREREQUISITE, "the installation is damaged: no " + path);
      }
      sum.update(Files.readAllBytes(path));
    }
    return version() + "+" + Long.toHexString(sum.getValue());
  }

  /** The version, as the build wrote it beside this class. */
  public static String version() {
    try (InputStream text = BuildId.class.getResourceAsStream("version")) {
      if (text == null) {
        throw new IllegalStateException("the program lacks its version");
      }
      return new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
