package dev.tmuxsupervisor.hold;

import dev.tmuxsupervisor.process.ErrnoException;
import dev.tmuxsupervisor.process.Libc;
import dev.tmuxsupervisor.process.LibcExec;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A program's words, byte for byte, and where PATH has it: execvp(3). */
final class Program {
  private static final byte[] SHELL = "/bin/sh".getBytes(StandardCharsets.US_ASCII);

  private final List<byte[]> words;
  private final List<byte[]> places;

  private Program(List<byte[]> words, List<byte[]> places) {
    this.words = List.copyOf(words);
    this.places = List.copyOf(places);
  }

  /** Looks for it before anything else is done; the search path is that of its environment. */
  static Program find(List<byte[]> words, byte[] searchPath) throws HoldFailure {
    List<byte[]> places = new ArrayList<>();
    byte[] name = words.getFirst();
    if (contains(name, '/')) {
      places.add(name);
    } else if (name.length > 0) {
      for (byte[] folder : split(searchPath)) {
        places.add(joined(folder, name));
      }
    }
    places.removeIf(place -> !isProgram(place));
    if (places.isEmpty()) {
      throw new HoldFailure(
          HoldFailure.MISSING,
          "there is no program " + text(name) + (contains(name, '/') ? "" : " on your PATH"),
          "install it, or write its whole path after --");
    }
    return new Program(words, places);
  }

  /** The command line for people. */
  String text() {
    return String.join(" ", words.stream().map(Program::text).toList());
  }

  /** Becomes the program; returns only to say why that failed. */
  HoldFailure become(List<byte[]> environment) {
    String why = "";
    for (byte[] place : places) {
      ErrnoException refused = LibcExec.execve(place, words, environment);
      if (refused.errno() == LibcExec.ENOEXEC) {
        List<byte[]> script = new ArrayList<>(List.of(SHELL, place));
        script.addAll(words.subList(1, words.size()));
        refused = LibcExec.execve(SHELL, script, environment);
      }
      why = text(place) + ": " + refused.getMessage();
      if (!goesOn(refused.errno())) {
        break;
      }
    }
    return new HoldFailure(
        HoldFailure.MISSING, "it cannot be run: " + why, "the lock is free again");
  }

  private static boolean goesOn(int errno) {
    return errno == Libc.ENOENT || errno == LibcExec.EACCES || errno == LibcExec.ENOTDIR;
  }

  private static boolean isProgram(byte[] place) {
    return LibcExec.isExecutable(place)
        && !LibcExec.isExecutable(joined(place, new byte[] {'.'})); // a directory
  }

  private static byte[] joined(byte[] folder, byte[] name) {
    ByteArrayOutputStream path = new ByteArrayOutputStream();
    // An empty element of PATH means the working directory: environ(7).
    path.writeBytes(folder.length == 0 ? new byte[] {'.'} : folder);
    path.write('/');
    path.writeBytes(name);
    return path.toByteArray();
  }

  private static List<byte[]> split(byte[] searchPath) {
    // Latin-1 keeps every byte as it is.
    return List.of(new String(searchPath, StandardCharsets.ISO_8859_1).split(":", -1)).stream()
        .map(folder -> folder.getBytes(StandardCharsets.ISO_8859_1))
        .toList();
  }

  private static boolean contains(byte[] text, char wanted) {
    return new String(text, StandardCharsets.ISO_8859_1).indexOf(wanted) >= 0;
  }

  private static String text(byte[] word) {
    return new String(word, StandardCharsets.UTF_8);
  }
}
