package dev.tmuxsupervisor.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The variables that the launcher was started with, byte for byte, as words for a program that it
 * becomes. The launcher's shell cannot give them on: it adds some of its own, and drops those whose
 * names no shell knows, such as functions that bash exports.
 */
final class LaunchersEnvironment {
  /** The kernel takes no word of 128 KiB, MAX_ARG_STRLEN. */
  private static final int LONGEST_WORD = 100_000;

  private LaunchersEnvironment() {}

  /** How many words follow, and they: proc_pid_environ(5) in base64. */
  static List<String> words() throws IOException {
    long launcher =
        ProcessHandle.current()
            .parent()
            .orElseThrow(() -> new IOException("the launcher is gone"))
            .pid();
    return words(Files.readAllBytes(Path.of("/proc", Long.toString(launcher), "environ")));
  }

  static List<String> words(byte[] environ) {
    String text = Base64.getEncoder().encodeToString(environ);
    List<String> words = new ArrayList<>();
    for (int start = 0; start < text.length(); start += LONGEST_WORD) {
      words.add(text.substring(start, Math.min(text.length(), start + LONGEST_WORD)));
    }
    words.addFirst(Integer.toString(words.size()));
    return words;
  }
}
