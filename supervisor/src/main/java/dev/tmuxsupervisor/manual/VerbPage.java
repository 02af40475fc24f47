package dev.tmuxsupervisor.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The page of a verb, with all verbs below it. */
final class VerbPage {
  static final int SECTION = 1;
  private static final Pattern PAGE = Pattern.compile("\\b([a-z][a-z.-]*)\\(([1-8])\\)");

  private final Verb verb;
  private final Page page;

  private VerbPage(Verb verb) {
    this.verb = verb;
    this.page = new Page(new Prose(verb.labels()));
  }

  static String of(Verb verb, Release release) {
    return Page.head(verb.page(), SECTION, release) + new VerbPage(verb).write();
  }

  private String write() {
    page.section("NAME").paragraphs(List.of(title(verb)));
    page.section("SYNOPSIS");
    synopsis(verb);
    verb.verbs().forEach(this::synopsis);
    page.section("DESCRIPTION").paragraphs(verb.description());
    aliases();
    page.section("OPTIONS");
    parameters(page, verb);
    verb.options().forEach(option -> option(page, option));
    if (!verb.verbs().isEmpty()) {
      page.section("COMMANDS");
      verb.verbs().forEach(this::below);
    }
    page.section("EXIT STATUS");
    if (!verb.exits().isEmpty()) {
      exits(page, verb.exits());
      page.line(".PP");
    }
    page.paragraphs(
        List.of(
            verb.exits().isEmpty()
                ? "As told in supervisor(1)."
                : "Other codes are those of supervisor(1)."));
    facts("ENVIRONMENT", Fact.VARIABLES);
    facts("FILES", Fact.FILES);
    page.section("EXAMPLES").typed(examples());
    page.section("SEE ALSO").line(seeAlso());
    return page.text();
  }

  private void synopsis(Verb of) {
    Synopsis.of(of).forEach(page::line);
  }

  private void aliases() {
    if (!verb.aliases().isEmpty()) {
      String names = String.join(" or ", verb.aliases());
      page.line(".PP").paragraphs(List.of("It may be called " + names + " too."));
    }
  }

  private void below(Verb sub) {
    page.subsection(sub.path().substring(verb.path().length()).strip());
    page.paragraphs(sub.description());
    parameters(page, sub);
    sub.options().stream()
        .filter(option -> !option.usageHelp())
        .forEach(option -> option(page, option));
    if (!sub.exits().isEmpty()) {
      page.line(".PP").paragraphs(List.of("Exit status:"));
      exits(page, sub.exits());
    }
  }

  private static void parameters(Page page, Verb of) {
    for (PositionalParamSpec parameter : of.parameters()) {
      page.item(Synopsis.parameter(parameter), Verb.said(parameter));
    }
  }

  static void option(Page page, OptionSpec option) {
    page.item(Synopsis.option(option), Verb.said(option));
  }

  static void exits(Page page, Map<String, String> exits) {
    exits.forEach((code, meaning) -> page.item(Roff.bold(code), List.of(meaning)));
  }

  /** Whatever is named on this page is explained on it. */
  private void facts(String heading, List<Fact> all) {
    String texts = verb.everything();
    List<Fact> named = all.stream().filter(fact -> fact.isNamedIn(texts)).toList();
    if (!named.isEmpty()) {
      page.section(heading);
      named.forEach(fact -> page.item(fact.tag(), List.of(fact.meaning())));
    }
  }

  private List<String> examples() {
    List<String> examples = new ArrayList<>(verb.examples());
    for (Verb sub : verb.verbs()) {
      sub.examples().stream().filter(it -> !examples.contains(it)).forEach(examples::add);
    }
    return examples;
  }

  /** The pages that its texts name, and those of the files that they name. */
  private String seeAlso() {
    String texts = verb.everything();
    TreeSet<String> pages =
        PAGE.matcher(texts)
            .results()
            .map(MatchResult::group)
            .collect(Collectors.toCollection(TreeSet::new));
    if (texts.contains(".toml")) {
      pages.add("supervisor.toml(5)");
    }
    if (Fact.WORKERS_LOCK.isNamedIn(texts)) {
      pages.add("supervisor-worker-lock(7)");
    }
    if (texts.contains("tmux")) {
      pages.add("tmux(1)");
    }
    pages.add("supervisor(1)");
    return pages.stream()
        .map(new Prose(java.util.Set.of())::marked)
        .collect(Collectors.joining(",\n"));
  }

  /** The line by which apropos(1) finds a page. */
  static String title(Verb verb) {
    String summary = verb.summary();
    return "%s - %s%s"
        .formatted(verb.page(), Character.toLowerCase(summary.charAt(0)), summary.substring(1));
  }
}
