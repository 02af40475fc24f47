package dev.tmuxsupervisor.manual;

import com.google.common.base.Splitter;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.text.WordUtils;

/**
 * Sentences of help as a page shows them: options and pages in bold, what a person puts in for them
 * in italics, one sentence a line.
 *
 * @param labels names of values and parameters, such as {@code DIR}
 */
record Prose(Set<String> labels) {
  private static final int WIDTH = 78;

  /** A dot that ends a word, and not one that begins one. */
  private static final Pattern SENTENCE_END = Pattern.compile("(?<=[\\w)'\"\\]*][.?!])\\s+");

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<option>(?<![\\w-])--?[a-zA-Z][a-z]*(?:-[a-z]+)*\\b)"
              + "|(?<page>\\b[a-z][a-z.-]*)\\((?<section>[1-8])\\)"
              + "|(?<label>(?<![\\w$])[A-Z]+\\b)");

  /** Copies what can be changed from outside. */
  Prose {
    labels = Set.copyOf(labels);
  }

  static List<String> sentences(String plain) {
    return Splitter.on(SENTENCE_END).splitToList(plain);
  }

  /** Lines of roff. */
  List<String> lines(String plain) {
    return sentences(plain).stream()
        .flatMap(sentence -> WordUtils.wrap(marked(sentence), WIDTH, "\n", false).lines())
        .toList();
  }

  /** Roff on one line. */
  String marked(String plain) {
    StringBuilder roff = new StringBuilder();
    int done = 0;
    Matcher tokens = TOKEN.matcher(plain);
    while (tokens.find()) {
      roff.append(Roff.text(plain.substring(done, tokens.start())));
      roff.append(token(tokens.toMatchResult()));
      done = tokens.end();
    }
    return roff.append(Roff.text(plain.substring(done))).toString();
  }

  private String token(MatchResult token) {
    if (token.group("option") != null) {
      return Roff.bold(token.group("option"));
    }
    if (token.group("page") != null) {
      return Roff.bold(token.group("page")) + "(" + token.group("section") + ")";
    }
    return labels.contains(token.group("label"))
        ? Roff.italic(token.group("label"))
        : Roff.text(token.group("label"));
  }
}
