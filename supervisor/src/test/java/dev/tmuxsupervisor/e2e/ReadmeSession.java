package dev.tmuxsupervisor.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** The first session that the README shows. */
public final class ReadmeSession {
  /** A command without its program, and what it prints. */
  public record Example(String command, List<String> output) {}

  private ReadmeSession() {}

  /** In the order of the README. */
  public static List<Example> examples() throws IOException {
    return examples(readme());
  }

  private static String readme() throws IOException {
    return Files.readString(Launcher.program().resolve("../../../README.md").normalize());
  }

  private static List<Example> examples(String readme) {
    List<Example> examples = new ArrayList<>();
    boolean inside = false;
    for (String line : readme.lines().toList()) {
      if (line.startsWith("```")) {
        inside = line.equals("```console");
      } else if (inside && line.startsWith("$ supervisor ")) {
        examples.add(new Example(line.substring("$ supervisor ".length()), new ArrayList<>()));
      } else if (inside) {
        examples.getLast().output().add(line);
      }
    }
    return examples;
  }

  /**
   * Words stay; runs of digits become one, paths keep their last name, columns lose their width.
   */
  public static List<String> shape(List<String> lines) {
    return lines.stream()
        .map(line ->
            line.replaceAll("/[^ )]*/(?=[^/ )]+)", "/")
                .replaceAll("(?<=[ (])[0-9]+(?=[ )s]|$)", "0")
                .replaceAll(" +", " "))
        .toList();
  }
}
