package dev.tmuxsupervisor.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The names of the journal's files, and all of them open at one moment. */
record JournalFiles(Path state) {
  private static final int OLDER_FILES = 2;

  Path current() {
    return state.resolve("journal.jsonl");
  }

  /** From the current one, age 0, to the oldest. */
  List<Path> youngestFirst() {
    List<Path> files = new ArrayList<>(List.of(current()));
    for (int age = 1; age <= OLDER_FILES; age++) {
      files.add(state.resolve("journal." + age + ".jsonl"));
    }
    return files;
  }

  /** Those that there are, oldest first, with none left out between two of them. */
  List<JournalFile> open() throws IOException {
    while (true) {
      List<Path> names = youngestFirst().reversed();
      List<Optional<JournalFile>> files = new ArrayList<>();
      for (Path name : names) {
        files.add(JournalFile.open(name));
      }
      boolean rotated = false;
      for (int i = 0; i < names.size(); i++) {
        rotated |= files.get(i).isPresent() && !files.get(i).get().isAt(names.get(i));
      }
      List<JournalFile> present = files.stream().flatMap(Optional::stream).toList();
      if (!rotated) {
        return present;
      }
      close(present);
    }
  }

  static void close(List<JournalFile> files) throws IOException {
    for (JournalFile file : files) {
      file.close();
    }
  }
}
