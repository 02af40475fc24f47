package dev.tmuxsupervisor.fleet;

import dev.tmuxsupervisor.worker.WorkerName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What one fleet file says. */
public final class Fleet {
  private final List<Section> mostSpecificFirst;

  /** Of sections that are equally specific the later one counts. */
  Fleet(List<Section> sections) {
    mostSpecificFirst = new ArrayList<>(sections.reversed());
    mostSpecificFirst.sort(Comparator.comparing(Section::glob, NameGlob.MOST_SPECIFIC_FIRST));
  }

  /** What its sections say about a worker together; empty where none matches. */
  public Optional<Settings> settings(WorkerName name) {
    return mostSpecificFirst.stream()
        .filter(section -> section.glob().matches(name))
        .map(Section::settings)
        .reduce(Settings::over);
  }

  /**
   * The workers below this root, by name: whom a section calls by name, and every directory that a
   * pattern matches and for which a command is said. A directory that has two names, by a symbolic
   * link, is one worker.
   */
  public List<Member> members(Path root) throws IOException {
    TreeSet<WorkerName> names = new TreeSet<>();
    Set<Path> taken = new HashSet<>();
    for (Section section : mostSpecificFirst) {
      Optional<WorkerName> name = WorkerName.parse(section.glob().toString());
      if (name.isPresent()) {
        names.add(name.get());
        Path directory = root.resolve(name.get().text());
        if (Files.exists(directory)) {
          taken.add(directory.toRealPath());
        }
      }
    }
    for (Directories.Found found : found(root)) {
      if (settings(found.name()).flatMap(Settings::command).isPresent()
          && taken.add(found.directory())) {
        names.add(found.name());
      }
    }
    return names.stream().map(name -> new Member(name, settings(name).orElseThrow())).toList();
  }

  /** Those that a link leads to last: they go by their own name, where that matches too. */
  private List<Directories.Found> found(Path root) throws IOException {
    List<Directories.Found> found = new ArrayList<>();
    for (Section section : mostSpecificFirst) {
      if (!section.glob().isExact()) {
        found.addAll(Directories.matching(root, section.glob()));
      }
    }
    found.sort(
        Comparator.comparing(Directories.Found::linked).thenComparing(Directories.Found::name));
    return found;
  }
}
