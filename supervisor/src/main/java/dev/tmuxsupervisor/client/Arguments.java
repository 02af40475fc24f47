package dev.tmuxsupervisor.client;

import java.io.FileInputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The arguments byte for byte. The JVM decodes argv by the locale and replaces what it can't, so
 * that under LANG=C nothing but ASCII survives; the kernel's own copy, proc_pid_cmdline(5), does
 * not lose anything.
 */
final class Arguments {
  private static final Path CMDLINE = Path.of("/proc/self/cmdline");

  private Arguments() {}

  static List<String> exact(String[] decoded) throws IOException {
    if (!Files.exists(CMDLINE)) {
      return List.of(decoded); // macOS: sun.jnu.encoding is always UTF-8 there
    }
    try (FileInputStream words = new FileInputStream(CMDLINE.toFile())) {
      return last(words.readAllBytes(), decoded.length);
    }
  }

  /** The last words of a list in which each word ends with a NUL. */
  static List<String> last(byte[] cmdline, int count) throws Refusal {
    List<byte[]> words = new ArrayList<>(count);
    int end = cmdline.length;
    for (int i = 0; i < count; i++) {
      int start = end - 1;
      while (start > 0 && cmdline[start - 1] != 0) {
        start--;
      }
      words.add(Arrays.copyOfRange(cmdline, start, end - 1));
      end = start;
    }
    return texts(words.reversed());
  }

  /**
   * The program that {@code hold} becomes gets its words from the launcher; of those, the server
   * only needs to know how many there are.
   */
  private static List<String> texts(List<byte[]> words) throws Refusal {
    List<String> texts = new ArrayList<>(words.size());
    boolean passedOn = false;
    for (byte[] word : words) {
      texts.add(passedOn ? new String(word, StandardCharsets.UTF_8) : text(word));
      passedOn |= texts.getLast().equals("--") && isHold(texts);
    }
    return texts;
  }

  private static boolean isHold(List<String> words) {
    int verb = !words.getFirst().startsWith("-L") ? 0 : words.getFirst().equals("-L") ? 2 : 1;
    return verb < words.size() && words.get(verb).equals("hold");
  }

  private static String text(byte[] word) throws Refusal {
    try {
      return Wire.text(word);
    } catch (ProtocolException e) {
      Refusal refusal =
          new Refusal(
              Refusal.USAGE,
              "an argument is not valid UTF-8 and would be mangled: "
                  + new String(word, StandardCharsets.UTF_8));
      refusal.initCause(e);
      throw refusal;
    }
  }
}
