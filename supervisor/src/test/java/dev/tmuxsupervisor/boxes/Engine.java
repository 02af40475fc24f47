package dev.tmuxsupervisor.boxes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tmuxsupervisor.e2e.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The Docker engine of this machine, and the image as it is built now. */
final class Engine {
  static final String IMAGE = "supervisor:test";
  private static final String BASE = "debian:trixie-slim";
  private static final Path CHECKOUT = Launcher.program().resolve("../../..").normalize();

  /** What apt says of a mirror that it does not reach: nothing that we could have done wrong. */
  private static final Pattern UNREACHED =
      Pattern.compile("Failed to fetch|Could not (resolve|connect)|Temporary failure resolving");

  private static @Nullable String obstacle;
  private static boolean ready;

  private Engine() {}

  /** Skips the test where there is no engine, and says why. */
  static synchronized void require() throws IOException, InterruptedException {
    if (!ready && obstacle == null) {
      obstacle = prepare();
      ready = obstacle == null;
      if (!ready) {
        System.out.println("SKIP boxes: " + obstacle);
      }
    }
    assumeTrue(ready, () -> "SKIP boxes: " + obstacle);
  }

  /** What is missing; a build that fails is a failure. */
  private static @Nullable String prepare() throws IOException, InterruptedException {
    Ran version;
    try {
      version = run(List.of("docker", "version", "--format", "{{.Server.APIVersion}}"));
    } catch (IOException e) {
      return "there is no docker here";
    }
    if (version.status() != 0) {
      return "no Docker engine answers (docker/engine starts one)";
    }
    if (run(List.of("docker", "image", "inspect", BASE)).status() != 0) {
      return "image " + BASE + " is missing (docker/engine makes it)";
    }
    // Debian's engine is older than what the client asks for by itself.
    System.setProperty("api.version", version.output().strip());
    return build(CHECKOUT.resolve("docker/Dockerfile"), CHECKOUT, IMAGE);
  }

  /** Builds one more image, of a folder's; skips the test where its packages cannot be fetched. */
  static synchronized void requireImage(String folder, String image)
      throws IOException, InterruptedException {
    Path context = CHECKOUT.resolve(folder);
    String missing = build(context.resolve("Dockerfile"), context, image);
    if (missing != null) {
      System.out.println("SKIP boxes: " + missing);
    }
    assumeTrue(missing == null, () -> "SKIP boxes: " + missing);
  }

  private static @Nullable String build(Path dockerfile, Path context, String image)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            "docker",
            "build",
            "--network",
            "host",
            "-f",
            dockerfile.toString(),
            "-t",
            image,
            context.toString());
    Ran built = run(command);
    if (built.status() != 0 && UNREACHED.matcher(built.output()).find()) {
      return "the packages of the image cannot be fetched (" + String.join(" ", command) + ")";
    }
    assertThat(built.status()).as(built.output()).isZero();
    return null;
  }

  private record Ran(int status, String output) {}

  private static Ran run(List<String> command) throws IOException, InterruptedException {
    Path out = Files.createTempFile("docker", "");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      if (!process.waitFor(10, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("hung: " + command + "\n" + Files.readString(out));
      }
      return new Ran(process.exitValue(), Files.readString(out));
    } finally {
      Files.delete(out);
    }
  }
}
