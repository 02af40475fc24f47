package dev.tmuxsupervisor.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

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

  /** The version, from the jar's manifest. */
  public static String version() {
    @Nullable String version = BuildId.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
