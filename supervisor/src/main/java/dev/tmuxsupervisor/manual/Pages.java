package dev.tmuxsupervisor.manual;

import dev.tmuxsupervisor.fleet.Vocabulary;
import dev.tmuxsupervisor.judge.State;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** All pages, by their place below {@code share/man}. */
final class Pages {
  private static final Prose PLAIN = new Prose(Set.of("NAME", "VERB", "ROOT", "WORKER", "DIR"));

  private final Verb program;
  private final Release release;

  Pages(Verb program, Release release) {
    this.program = program;
    this.release = release;
  }

  Map<String, String> all() throws IOException {
    Map<String, String> pages = new TreeMap<>();
    pages.put("man1/supervisor.1", program());
    for (Verb verb : program.verbs()) {
      pages.put("man1/" + verb.page() + ".1", VerbPage.of(verb, release));
    }
    pages.put("man5/supervisor.toml.5", files());
    pages.put(
        "man7/supervisor-worker-lock.7",
        Template.fill(
            "supervisor-worker-lock.7",
            Map.of("HEAD", Page.head("supervisor-worker-lock", 7, release))));
    return pages;
  }

  private String program() throws IOException {
    Page verbs = new Page(PLAIN);
    for (Verb verb : program.verbs()) {
      verbs.item(Roff.bold(verb.page()) + "(1)", List.of(verb.description().getFirst()));
    }
    Page options = new Page(PLAIN);
    program.options().forEach(option -> VerbPage.option(options, option));
    Page exits = new Page(PLAIN);
    program.exits().forEach((code, meaning) -> exits.item(Roff.bold(code), List.of(meaning)));
    return Template.fill(
        "supervisor.1",
        Map.of(
            "HEAD", Page.head("supervisor", VerbPage.SECTION, release),
            "NAME", new Page(PLAIN).paragraphs(List.of(VerbPage.title(program))).text(),
            "VERBS", verbs.text(),
            "OPTIONS", options.text(),
            "EXITS", exits.text(),
            "VARIABLES", facts(Fact.VARIABLES),
            "FILES", facts(Fact.FILES),
            "EXAMPLES", new Page(PLAIN).typed(program.examples()).text()));
  }

  private static String facts(List<Fact> facts) {
    Page page = new Page(PLAIN);
    facts.forEach(fact -> page.item(fact.tag(), List.of(fact.meaning())));
    return page.text();
  }

  private String files() throws IOException {
    Page config = new Page(PLAIN);
    for (String table : Vocabulary.tablesOfConfig()) {
      config.subsection("[" + table + "]");
      words(config, Vocabulary.ofConfig(table));
    }
    Page fleet = new Page(PLAIN);
    words(fleet, Vocabulary.ofFleetFile());
    Page agent = new Page(PLAIN);
    words(agent, Vocabulary.ofAgent());
    return Template.fill(
        "supervisor.toml.5",
        Map.of(
            "HEAD", Page.head("supervisor.toml", 5, release),
            "FLEET", fleet.text(),
            "AGENT", agent.text(),
            "CONFIG", config.text(),
            "STATES",
                new Page(PLAIN)
                    .paragraphs(List.of(String.join(", ", State.words()) + "."))
                    .text()));
  }

  private static void words(Page page, List<Vocabulary.Word> words) {
    for (Vocabulary.Word word : words) {
      page.item(Roff.bold(word.name()), List.of(word.meaning()));
      page.line(".IP").line(Roff.text("Example: ") + Roff.bold(word.example()));
    }
  }
}
