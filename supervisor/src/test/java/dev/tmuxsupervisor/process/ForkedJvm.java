package dev.tmuxsupervisor.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The command line that runs a {@code main} of the tests in a JVM of its own. */
public record ForkedJvm(String classPath) {
  /** A JVM with the class path of this one. */
  public static ForkedJvm ofTests() {
    return new ForkedJvm(Objects.requireNonNull(System.getProperty("java.class.path")));
  }

  /** The same with every entry copied, for users who cannot read our home. */
  public ForkedJvm copiedTo(Path directory) throws IOException {
    List<String> copies = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      Path source = Path.of(entry);
      Path target = directory.resolve(copies.size() + "-" + source.getFileName());
      if (Files.exists(source)) {
        copyTree(source, target);
        copies.add(target.toString());
      }
    }
    return new ForkedJvm(String.join(File.pathSeparator, copies));
  }

  private static void copyTree(Path source, Path target) throws IOException {
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, target.resolve(source.relativize(file).toString()));
      }
    }
  }

  /** The arguments, to start or to hand to another program that starts it. */
  public List<String> command(Class<?> main, Object... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", "java")
                    .toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData", // it takes flock(2)s of its own
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                main.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return command;
  }
}
