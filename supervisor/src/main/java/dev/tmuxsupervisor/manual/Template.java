package dev.tmuxsupervisor.manual;

import com.google.common.io.Resources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A file that is written by hand but for lines such as {@code @OPTIONS@}, which are made. */
final class Template {
  private static final Pattern MARK = Pattern.compile("(?m)^@([A-Z_]+)@\n");

  private Template() {}

  /** Fills in every mark; throws IllegalStateException unless they are those of the file. */
  static String fill(String file, Map<String, String> parts) throws IOException {
    String text =
        Resources.toString(Resources.getResource(Template.class, file), StandardCharsets.UTF_8);
    TreeSet<String> marks =
        MARK.matcher(text)
            .results()
            .map(it -> it.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    if (!marks.equals(new TreeSet<>(parts.keySet()))) {
      throw new IllegalStateException(file + " has the marks " + marks + ", not " + parts.keySet());
    }
    return MARK.matcher(text)
        .replaceAll((MatchResult mark) ->
            java.util.regex.Matcher.quoteReplacement(parts.getOrDefault(mark.group(1), "")));
  }
}
