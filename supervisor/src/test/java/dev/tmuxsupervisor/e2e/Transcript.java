package dev.tmuxsupervisor.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The commands that a page shows behind {@code $}, each with what it prints. */
public final class Transcript {
  /** A command, and what it prints. */
  public record Example(String command, List<String> output) {}

  private Transcript() {}

  /** The first session that the README shows. */
  public static List<Example> ofReadme() throws IOException {
    return of("README.md");
  }

  /** In the order of this page. */
  static List<Example> of(String page) throws IOException {
    List<Example> examples = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readString(page(page)).lines().toList()) {
      if (line.startsWith("```")) {
        inside = line.equals("```console");
      } else if (inside && line.startsWith("$ ")) {
        examples.add(new Example(line.substring(2), new ArrayList<>()));
      } else if (inside) {
        examples.getLast().output().add(line);
      }
    }
    return examples;
  }

  /** A page of the repository. */
  static Path page(String name) {
    return Launcher.program().resolve("../../..").resolve(name).normalize();
  }

  /**
   * Words stay; runs of digits become one, paths keep their last name, columns lose their width.
   */
  public static List<String> shape(List<String> lines) {
    return lines.stream()
        .map(line -> paths(line).replaceAll("(?<=[ (])[0-9]+(?=[ )s]|$)", "0"))
        .map(Transcript::columns)
        .toList();
  }

  /** The same where counts stay as they are, and only pids and times become one. */
  static List<String> countingShape(List<String> lines) {
    return lines.stream()
        .map(line -> columns(paths(line)).replaceAll("\\b(pid|running) [0-9]+\\b", "$1 PID"))
        .map(line -> line.replaceAll("\\b([0-9]+m)?[0-9]+s\\b", "TIME"))
        .toList();
  }

  private static String paths(String line) {
    return line.replaceAll("/[^ )]*/(?=[^/ )]+)", "/");
  }

  private static String columns(String line) {
    return line.replaceAll(" +", " ");
  }
}
