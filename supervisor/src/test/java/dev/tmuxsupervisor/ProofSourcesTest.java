package dev.tmuxsupervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The proofs compile their own Java when they are run, which is late to learn that it broke. */
class ProofSourcesTest {
  @TempDir private Path classes;

  @ParameterizedTest
  @ValueSource(strings = {"../src/proof/java", "../src/proof/sabotage"})
  void theySeeTheProgramAsItIs(String folder) throws IOException {
    assertThat(complaints(sources(Path.of(folder)))).isEmpty();
  }

  @Test
  void oneThatUsesWhatIsNotThereIsFound() throws IOException {
    Path wrong = Files.writeString(classes.resolve("Wrong.java"), "class Wrong extends Gone {}");
    assertThat(complaints(List.of(wrong))).isNotEmpty();
  }

  private List<String> complaints(List<Path> sources) throws IOException {
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(said, null, null)) {
      compiler
          .getTask(
              null,
              files,
              said,
              List.of(
                  "-d",
                  classes.toString(),
                  "-proc:none",
                  "-cp",
                  Objects.requireNonNull(System.getProperty("java.class.path"))),
              null,
              files.getJavaFileObjectsFromPaths(sources))
          .call();
    }
    return said.getDiagnostics().stream()
        .filter(one -> one.getKind() == javax.tools.Diagnostic.Kind.ERROR)
        .map(Object::toString)
        .toList();
  }

  private static List<Path> sources(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      List<Path> found = walk.filter(file -> file.toString().endsWith(".java")).toList();
      assertThat(found).isNotEmpty();
      return found;
    }
  }
}
