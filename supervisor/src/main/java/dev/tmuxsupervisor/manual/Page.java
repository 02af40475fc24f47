package dev.tmuxsupervisor.manual;

import java.util.List;

/** A page that is being written, in the macros of man(7). */
final class Page {
  private final StringBuilder roff = new StringBuilder();
  private final Prose prose;

  Page(Prose prose) {
    this.prose = prose;
  }

  /** The first lines of every page. */
  static String head(String title, int section, Release release) {
    return ".\\\" Made from the program's own model of its command line; do not edit.\n.TH %s %d %s %s %s\n"
        .formatted(
            Roff.argument(title.toUpperCase(java.util.Locale.ROOT)),
            section,
            release.date(),
            Roff.argument("supervisor " + release.version()),
            Roff.argument("Supervisor Manual"));
  }

  Page section(String heading) {
    return line(".SH " + Roff.argument(heading));
  }

  Page subsection(String heading) {
    return line(".SS " + Roff.argument(heading));
  }

  /** Paragraphs of plain text. */
  Page paragraphs(List<String> paragraphs) {
    String separator = "";
    for (String paragraph : paragraphs) {
      if (!separator.isEmpty()) {
        line(separator);
      }
      separator = ".PP";
      prose.lines(paragraph).forEach(this::line);
    }
    return this;
  }

  /** Something in roff, and below it what it is. */
  Page item(String tag, List<String> paragraphs) {
    line(".TP").line(tag);
    String separator = "";
    for (String paragraph : paragraphs) {
      if (!separator.isEmpty()) {
        line(separator);
      }
      separator = ".IP";
      prose.lines(paragraph).forEach(this::line);
    }
    return this;
  }

  /** Lines as they are typed. */
  Page typed(List<String> lines) {
    line(".RS 4").line(".nf");
    lines.forEach(it -> line(Roff.text(it)));
    return line(".fi").line(".RE");
  }

  Page line(String line) {
    roff.append(line).append('\n');
    return this;
  }

  String text() {
    return roff.toString();
  }
}
