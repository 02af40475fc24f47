package dev.tmuxsupervisor.manual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.command.CommandModel;
import dev.tmuxsupervisor.judge.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.OptionSpec;

final class PagesTest {
  private static final Release RELEASE = Release.of("1.2.3", "2026-02-03T10:00:00Z", Map.of());

  /** Between the launcher and the program, or between the program and itself: nobody sets these. */
  private static final Set<String> INTERNAL =
      Set.of(
          "SUPERVISOR_HOLD_INHERITED",
          "SUPERVISOR_LAUNCHER",
          "SUPERVISOR_PLUGIN",
          "SUPERVISOR_RECORD_SERVER",
          "SUPERVISOR_USERS_LC_ALL");

  @TempDir private Path share = Path.of("unset");

  @BeforeEach
  void write() throws IOException {
    ManualMain.write(share, RELEASE);
  }

  private List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(share.resolve("man"))) {
      List<Path> pages = files.filter(Files::isRegularFile).sorted().toList();
      assertThat(pages).hasSizeGreaterThan(28);
      return pages;
    }
  }

  private String page(String place) throws IOException {
    return Files.readString(share.resolve("man").resolve(place));
  }

  @Test
  void everyVerbHasAPageWithAllItsOptions() throws IOException {
    for (Verb verb : new Verb(CommandModel.all()).verbs()) {
      String page = page("man1/supervisor-" + verb.path() + ".1");
      Stream.concat(Stream.of(verb), verb.verbs().stream())
          .flatMap(it -> it.options().stream())
          .map(OptionSpec::longestName)
          .forEach(option -> assertThat(page).contains(Roff.bold(option)));
      assertThat(page("man1/supervisor.1")).contains(Roff.bold("supervisor-" + verb.path()));
    }
  }

  @Test
  void mandocFindsNothingToSay() throws Exception {
    Programs.require("mandoc");
    for (Path page : pages()) {
      assertThat(Programs.output(Map.of(), List.of("mandoc", "-Tlint", page.toString())))
          .as(page.toString())
          .isEmpty();
    }
  }

  @Test
  void groffWarnsOfNothing() throws Exception {
    Programs.require("man");
    Programs.require("groff");
    for (Path page : pages()) {
      String script = "man --warnings=w -Tutf8 -l \"$1\" 2>&1 >\"$1.txt\"";
      List<String> words = List.of("sh", "-c", script, "sh", page.toString());
      assertThat(Programs.output(Map.of("MANROFFSEQ", ""), words)).as(page.toString()).isEmpty();
      assertThat(Files.size(Path.of(page + ".txt"))).isPositive();
    }
  }

  @Test
  void whatIsEscapedIsShownAsItWas() throws Exception {
    Programs.require("mandoc");
    String plain = ".git 'a' -n --x \\fB \\ \"q\" `b` ^c ~d #{e} $F %G 5● 2◐ 1✕ …";
    Path page = share.resolve("t.1");
    Files.writeString(
        page,
        Page.head("t", 1, RELEASE)
            + ".SH NAME\nt \\- t\n.SH X\n"
            + Roff.text(plain)
            + "\n.TP\n"
            + Roff.bold(plain)
            + "\nx\n");
    String shown =
        Programs.output(Map.of(), List.of("mandoc", "-Tutf8", "-Owidth=120", page.toString()));
    List<String> lines = shown.replaceAll(".\b", "").lines().map(String::strip).toList();
    assertThat(lines).filteredOn(plain::equals).as(shown).hasSize(2);
  }

  @Test
  void everyVariableOfOursIsExplained() throws IOException {
    String told = page("man1/supervisor.1") + page("man5/supervisor.toml.5");
    Set<String> variables = new TreeSet<>();
    for (Path source : sources()) {
      Pattern.compile("\"(SUPERVISOR_[A-Z_]+)\"")
          .matcher(Files.readString(source))
          .results()
          .map(variable -> variable.group(1))
          .filter(variable -> !variable.endsWith("_") && !INTERNAL.contains(variable))
          .forEach(variables::add);
    }
    assertThat(variables).contains("SUPERVISOR_ROOT", "SUPERVISOR_SERVER", "SUPERVISOR_REASON");
    // In bold: as something that is explained, not only named.
    assertThat(variables)
        .allSatisfy(
            variable -> assertThat(told).containsPattern("(\\\\fB|\n\\.BR? )" + variable + "\\b"));
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> walk = Files.walk(Path.of("src/main/java"))) {
      return walk.filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.toString().contains("/manual/"))
          .collect(Collectors.toList());
    }
  }

  @Test
  void everyStateThatANoticeMayNameIsTold() throws IOException {
    String page = page("man5/supervisor.toml.5");
    assertThat(State.words()).allSatisfy(word -> assertThat(page).contains(word));
  }

  @Test
  void theSameVersionMakesTheSameBytesOnAnyDay() throws IOException {
    Map<String, String> once = ManualMain.files(RELEASE);
    assertThat(ManualMain.files(RELEASE)).isEqualTo(once);
    assertThat(page("man1/supervisor.1"))
        .contains(".TH \"SUPERVISOR\" 1 2026-02-03 \"supervisor 1.2.3\"");
    Release later = Release.of("1", "2026-02-03T10:00:00Z", Map.of("SOURCE_DATE_EPOCH", "86400"));
    assertThat(later.date()).isEqualTo("1970-01-02");
  }

  @Test
  void aPageOfAVerbThatIsNoMoreGoes() throws IOException {
    Path old = Files.writeString(share.resolve("man/man1/supervisor-old.1"), "old");
    ManualMain.write(share, RELEASE);
    assertThat(old).doesNotExist();
  }
}
