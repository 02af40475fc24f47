package dev.tmuxsupervisor.hold;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What the user started, byte for byte: Java decodes words and variables by the locale and loses
 * what it cannot, and the launcher's shell adds variables and drops some.
 */
final class OwnProcess {
  private static final String INHERITED = "SUPERVISOR_HOLD_INHERITED";
  private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

  private final List<String> words;
  private final List<String> variables;

  private OwnProcess(List<String> words, List<String> variables) {
    this.words = words;
    this.variables = variables;
  }

  /** With the launcher's variables, as its client wrote them: how many words, and they. */
  static OwnProcess read(List<String> environment) throws IOException {
    int count = Integer.parseInt(environment.getFirst());
    String encoded = String.join("", environment.subList(1, 1 + count));
    byte[] words = Files.readAllBytes(Path.of("/proc/self/cmdline"));
    return new OwnProcess(texts(words), texts(Base64.getDecoder().decode(encoded)));
  }

  /** Latin-1 has a character for every byte. */
  private static List<String> texts(byte[] bytes) {
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

  /** The user's environment. */
  List<byte[]> environment(Optional<Path> movedTo) {
    List<String> users = new ArrayList<>(variables);
    movedTo.ifPresent(it -> {
      byte[] path = it.toString().getBytes(StandardCharsets.UTF_8);
      users.removeIf(variable -> variable.startsWith("PWD="));
      users.add("PWD=" + new String(path, StandardCharsets.ISO_8859_1));
    });
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
    return Optional.ofNullable(System.getenv(INHERITED))
        .map(Inherited::parse)
        .orElseThrow(() -> new IllegalStateException("no variable " + INHERITED));
  }

  private static List<byte[]> bytes(List<String> texts) {
    return texts.stream().map(it -> it.getBytes(StandardCharsets.ISO_8859_1)).toList();
  }
}
