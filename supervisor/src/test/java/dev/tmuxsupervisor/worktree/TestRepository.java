package dev.tmuxsupervisor.worktree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A repository with a home of its own, where nobody's settings of git count. */
public record TestRepository(Path path, Map<String, String> environment) {
  /** A repository {@code path}, with a commit of one file, whose user's home is {@code home}. */
  public static TestRepository create(Path path, Path home)
      throws IOException, InterruptedException {
    TestRepository repository = empty(path, home);
    repository.commit("file", "first");
    return repository;
  }

  /** The same without the commit. */
  static TestRepository empty(Path path, Path home) throws IOException, InterruptedException {
    Files.createDirectories(home);
    Files.createDirectories(path);
    Files.writeString(home.resolve(".gitconfig"), "[user]\nname = A\nemail = a@localhost\n");
    TestRepository repository = in(path.toRealPath(), home);
    repository.git("init", "-q", "-b", "main");
    return repository;
  }

  /** What is there already. */
  public static TestRepository in(Path path, Path home) {
    return new TestRepository(
        path,
        Map.of(
            "PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"),
            "HOME", home.toString()));
  }

  /** The same in another directory. */
  public TestRepository at(Path directory) {
    return new TestRepository(directory, environment);
  }

  /** Commits a file with this text. */
  public String commit(String name, String text) throws IOException, InterruptedException {
    write(name, text);
    git("add", "-f", "--", name);
    git("commit", "-q", "-m", text);
    return git("rev-parse", "HEAD");
  }

  /** Writes a file, and commits nothing. */
  public Path write(String name, String text) throws IOException {
    Path file = path.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    return Files.writeString(file, text + "\n");
  }

  /** Runs git, which must succeed, and gives what it prints. */
  public String git(String... words) throws IOException, InterruptedException {
    List<String> argv = new ArrayList<>(List.of("git"));
    argv.addAll(List.of(words));
    Path out = Files.createTempFile("git", "");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(argv)
              .directory(path.toFile())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      Process process = builder.start();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s ended", argv).isTrue();
      String text = Files.readString(out, StandardCharsets.UTF_8).strip();
      assertThat(process.exitValue()).as("%s: %s", argv, text).isZero();
      return text;
    } finally {
      Files.delete(out);
    }
  }

  /** The names of all local branches. */
  public List<String> branches() throws IOException, InterruptedException {
    return git("for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads/").lines().toList();
  }

  Worktrees worktrees() throws WorktreeProblem, IOException {
    return Worktrees.of(path, environment);
  }
}
