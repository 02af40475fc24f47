package dev.tmuxsupervisor.watch;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** The first line: how many are at what, or that nobody knows. */
record HeadLine(Paint paint) {
  private static final List<Look> COUNTED =
      List.of(Look.RUNNING, Look.CHANGING, Look.FAILED, Look.DOUBTFUL);

  AttributedString live(Listing listing, int width) {
    Map<Look, Integer> counts = new EnumMap<>(Look.class);
    listing.all().forEach(row -> counts.merge(row.look(), 1, Integer::sum));
    AttributedStringBuilder line = new AttributedStringBuilder();
    for (Look look : COUNTED) {
      int count = counts.getOrDefault(look, 0);
      if (count > 0) {
        line.style(paint.of(look)).append("" + count).append(look.sign(paint.fit().ascii()));
        line.style(paint.plain()).append(' ');
      }
    }
    int all = listing.all().size();
    line.style(paint.plain())
        .append(line.length() == 0 ? "" : " ")
        .append(all + (all == 1 ? " worker" : " workers"))
        .append(", by " + listing.order().word());
    if (!listing.filter().isEmpty()) {
      line.append(", " + listing.shown().size() + " with '" + listing.filter() + "'");
    }
    return cut(line, width);
  }

  AttributedString down(String why, int width) {
    AttributedStringBuilder line = new AttributedStringBuilder();
    line.style(paint.alarm()).append(" sup:down ").style(paint.plain()).append(" ");
    return cut(line.append(paint.fit().clean(why)), width);
  }

  AttributedString waiting(int width) {
    return paint.line("supervisor: looking at the fleet", width, paint.plain());
  }

  private AttributedString cut(AttributedStringBuilder line, int width) {
    AttributedString whole = line.toAttributedString();
    return whole.columnLength() <= width ? whole : whole.columnSubSequence(0, width);
  }
}
