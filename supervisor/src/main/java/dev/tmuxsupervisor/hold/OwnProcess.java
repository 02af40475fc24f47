package dev.tmuxsupervisor.hold;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What this process was started with, byte for byte: Java decodes words and variables by the locale
 * and loses what it cannot.
 */
final class OwnProcess {
  /** Of the launcher's and ours; the program is not to see them. */
  private static final String USERS_LC_ALL = "SUPERVISOR_USERS_LC_ALL=";

  private static final String INHERITED = "SUPERVISOR_HOLD_INHERITED=";
  private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

  private final List<String> words;
  private final List<String> variables;

  private OwnProcess(List<String> words, List<String> variables) {
    this.words = words;
    this.variables = variables;
  }

  static OwnProcess read() throws IOException {
    return new OwnProcess(list("cmdline"), list("environ"));
  }

  /** Latin-1 has a character for every byte. */
  private static List<String> list(String file) throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of("/proc/self").resolve(file));
    List<String> texts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        texts.add(new String(bytes, start, i - start, StandardCharsets.ISO_8859_1));
        start = i + 1;
      }
    }
    return texts;
  }

  List<byte[]> lastWords(int count) {
    return bytes(words.subList(words.size() - count, words.size()));
  }

  /** The user's environment, without what was changed for the sake of the JVM. */
  List<byte[]> environment(Optional<Path> movedTo) {
    List<String> users = new ArrayList<>(variables);
    movedTo.ifPresent(it -> {
      byte[] path = it.toString().getBytes(StandardCharsets.UTF_8);
      users.removeIf(variable -> variable.startsWith("PWD="));
      users.add("PWD=" + new String(path, StandardCharsets.ISO_8859_1));
    });
    users.removeIf(it -> it.startsWith("LC_ALL=") || it.startsWith(INHERITED));
    users.replaceAll(it -> it.startsWith(USERS_LC_ALL) ? it.replace(USERS_LC_ALL, "LC_ALL=") : it);
    users.removeIf(it -> it.equals("LC_ALL="));
    return bytes(users);
  }

  byte[] searchPath() {
    return variables.stream()
        .filter(it -> it.startsWith("PATH="))
        .findFirst()
        .map(it -> it.substring("PATH=".length()))
        .orElse(DEFAULT_PATH)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** What the user's shell gave us, before the JVM changed it. */
  Inherited inherited() {
    return variables.stream()
        .filter(it -> it.startsWith(INHERITED))
        .findFirst()
        .map(it -> Inherited.parse(it.substring(INHERITED.length())))
        .orElseThrow(() -> new IllegalStateException("no variable " + INHERITED));
  }

  private static List<byte[]> bytes(List<String> texts) {
    return texts.stream().map(it -> it.getBytes(StandardCharsets.ISO_8859_1)).toList();
  }
}
