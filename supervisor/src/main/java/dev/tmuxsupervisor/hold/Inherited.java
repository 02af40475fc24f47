package dev.tmuxsupervisor.hold;

import dev.tmuxsupervisor.process.LibcExec;
import dev.tmuxsupervisor.process.LibcLockFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the user's program is to find as it was.
 *
 * @param blocked signals, bit N-1 for signal N
 * @param ignored the same
 * @param descriptors those that were open
 */
record Inherited(long blocked, long ignored, Set<Integer> descriptors) {
  private static final int MASKS = 2;

  /** Two masks in hexadecimal, and then the descriptors, with blanks between them. */
  static Inherited parse(String text) {
    List<String> words = Arrays.asList(text.split(" ", -1));
    return new Inherited(
        Long.parseUnsignedLong(words.get(0), 16),
        Long.parseUnsignedLong(words.get(1), 16),
        words.subList(MASKS, words.size()).stream()
            .map(Integer::valueOf)
            .collect(Collectors.toSet()));
  }

  /** Gives them to the program that this thread is about to become, and nothing that is ours. */
  void giveBack() throws IOException {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path entry : open) {
        int fd = Integer.parseInt(entry.getFileName().toString());
        if (!descriptors.contains(fd)) {
          LibcLockFile.setInheritable(fd, false);
        }
      }
    }
    LibcExec.setSignals(blocked, ignored);
  }
}
