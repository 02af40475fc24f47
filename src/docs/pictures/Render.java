import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

/** Draws what `tmux capture-pane -p -e` printed as a PNG: java Render.java CAPTURE PNG COLUMNS ROWS. */
final int size = 20;
final int padding = 22;
final int corner = 18;
final int thickness = 2;
final Color paper = new Color(0x16181d);
final Color ink = new Color(0xd7dae0);
final int[] sixteen = {
  0x23262d, 0xe06c75, 0x8cc570, 0xe5c07b, 0x61a5ee, 0xc678dd, 0x56b6c2, 0xc8ccd4,
  0x6b7280, 0xf2828b, 0xa5d98c, 0xf2d292, 0x82bbf7, 0xd896ec, 0x74d0db, 0xffffff
};

/** What is drawn as lines, since a font's leave gaps between rows: up, right, down, left. */
final Map<Integer, String> boxes =
    Map.ofEntries(
        Map.entry((int) '─', "rl"), Map.entry((int) '│', "ud"), Map.entry((int) '┌', "rd"),
        Map.entry((int) '┐', "dl"), Map.entry((int) '└', "ur"), Map.entry((int) '┘', "ul"),
        Map.entry((int) '├', "urd"), Map.entry((int) '┤', "udl"), Map.entry((int) '┬', "rdl"),
        Map.entry((int) '┴', "url"), Map.entry((int) '┼', "urdl"), Map.entry((int) '╭', "rd"),
        Map.entry((int) '╮', "dl"), Map.entry((int) '╰', "ur"), Map.entry((int) '╯', "ul"));

/** The line drawing of a VT100, which a capture holds between SO and SI. */
final String vt100 = "`afgjklmnopqrstuvwxyz{|}~";
final String unicode = "◆▒°±┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·";

record Style(
    Color front, Color back, boolean bold, boolean dim, boolean slanted, boolean line, boolean reverse) {
  static final Style PLAIN = new Style(null, null, false, false, false, false, false);
}

record Cell(int letter, int width, Style style) {}

void main(String[] words) throws IOException {
  System.setProperty("java.awt.headless", "true");
  if (words.length != 4) {
    System.err.println("usage: java Render.java CAPTURE PNG COLUMNS ROWS");
    System.exit(2);
  }
  int columns = Integer.parseInt(words[2]);
  int rows = Integer.parseInt(words[3]);
  List<List<Cell>> lines = read(Files.readString(Path.of(words[0])));
  if (lines.size() > rows) {
    lines = lines.subList(0, rows);
  }
  ImageIO.write(indexed(draw(lines, columns, rows)), "png", new File(words[1]));
}

List<List<Cell>> read(String text) {
  List<List<Cell>> lines = new ArrayList<>();
  Style style = Style.PLAIN; // a capture carries it from line to line
  boolean drawing = false;
  for (String line : text.lines().toList()) {
    List<Cell> cells = new ArrayList<>();
    for (int at = 0; at < line.length(); ) {
      int letter = line.codePointAt(at);
      at += Character.charCount(letter);
      if (letter == '\033' && at < line.length() && line.charAt(at) == '[') {
        int end = at + 1;
        while (line.charAt(end) < '@') {
          end++;
        }
        style = line.charAt(end) == 'm' ? style(style, line.substring(at + 1, end)) : style;
        at = end + 1;
      } else if (letter == '\033' && at < line.length() && line.charAt(at) == ']') {
        at = line.indexOf("\033\\", at) + 2; // a link
      } else if (letter == 14 || letter == 15) {
        drawing = letter == 14;
      } else if (letter >= ' ') {
        int drawn = drawing ? vt100.indexOf(letter) : -1;
        cells.add(new Cell(drawn < 0 ? letter : unicode.charAt(drawn), width(letter), style));
      }
    }
    lines.add(cells);
  }
  return lines;
}

/** Wide are the scripts and the pictures that terminals give two columns. */
int width(int letter) {
  int type = Character.getType(letter);
  if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || letter == 0x200d) {
    return 0;
  }
  boolean wide =
      Character.isIdeographic(letter)
          || letter >= 0x1100 && letter <= 0x115f
          || letter >= 0x3000 && letter <= 0x30ff
          || letter >= 0xac00 && letter <= 0xd7a3
          || letter >= 0xff01 && letter <= 0xff60
          || letter >= 0x1f300 && letter <= 0x1faff;
  return wide ? 2 : 1;
}

Style style(Style now, String words) {
  int[] codes =
      Arrays.stream(words.split(";", -1))
          .map(word -> word.replaceFirst(":.*", "")) // 4:3 is a curly line: a line
          .mapToInt(word -> word.isEmpty() ? 0 : Integer.parseInt(word))
          .toArray();
  Style it = now;
  for (int at = 0; at < codes.length; at++) {
    int code = codes[at];
    if ((code == 38 || code == 48) && at + 2 < codes.length) {
      boolean indexed = codes[at + 1] == 5;
      Color color = indexed ? indexed(codes[at + 2]) : new Color(codes[at + 2], codes[at + 3], codes[at + 4]);
      at += indexed ? 2 : 4;
      it = code == 38 ? front(it, color) : back(it, color);
      continue;
    }
    it =
        switch (code) {
          case 0 -> Style.PLAIN;
          case 1 -> new Style(it.front, it.back, true, it.dim, it.slanted, it.line, it.reverse);
          case 2 -> new Style(it.front, it.back, it.bold, true, it.slanted, it.line, it.reverse);
          case 3 -> new Style(it.front, it.back, it.bold, it.dim, true, it.line, it.reverse);
          case 4 -> new Style(it.front, it.back, it.bold, it.dim, it.slanted, true, it.reverse);
          case 7 -> new Style(it.front, it.back, it.bold, it.dim, it.slanted, it.line, true);
          case 22 -> new Style(it.front, it.back, false, false, it.slanted, it.line, it.reverse);
          case 23 -> new Style(it.front, it.back, it.bold, it.dim, false, it.line, it.reverse);
          case 24 -> new Style(it.front, it.back, it.bold, it.dim, it.slanted, false, it.reverse);
          case 27 -> new Style(it.front, it.back, it.bold, it.dim, it.slanted, it.line, false);
          case 39 -> front(it, null);
          case 49 -> back(it, null);
          default ->
              code >= 30 && code <= 37 ? front(it, indexed(code - 30))
                  : code >= 90 && code <= 97 ? front(it, indexed(code - 82))
                  : code >= 40 && code <= 47 ? back(it, indexed(code - 40))
                  : code >= 100 && code <= 107 ? back(it, indexed(code - 92))
                  : it;
        };
  }
  return it;
}

Style front(Style it, Color color) {
  return new Style(color, it.back, it.bold, it.dim, it.slanted, it.line, it.reverse);
}

Style back(Style it, Color color) {
  return new Style(it.front, color, it.bold, it.dim, it.slanted, it.line, it.reverse);
}

Color indexed(int code) {
  if (code < 16) {
    return new Color(sixteen[code]);
  }
  if (code >= 232) {
    int grey = 8 + 10 * (code - 232);
    return new Color(grey, grey, grey);
  }
  int[] step = {0, 95, 135, 175, 215, 255};
  return new Color(step[(code - 16) / 36], step[(code - 16) / 6 % 6], step[(code - 16) % 6]);
}

BufferedImage draw(List<List<Cell>> lines, int columns, int rows) throws IOException {
  Font plain = font();
  BufferedImage probe = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
  FontMetrics metrics = probe.createGraphics().getFontMetrics(plain);
  int wide = metrics.charWidth('m');
  int high = metrics.getAscent() + metrics.getDescent() + 3;
  BufferedImage image =
      new BufferedImage(
          columns * wide + 2 * padding, rows * high + 2 * padding, BufferedImage.TYPE_INT_ARGB);
  Graphics2D pen = image.createGraphics();
  pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
  pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
  pen.setColor(paper);
  pen.fillRoundRect(0, 0, image.getWidth(), image.getHeight(), corner, corner);
  for (int row = 0; row < lines.size(); row++) {
    int column = 0;
    for (Cell cell : lines.get(row)) {
      int x = padding + column * wide;
      int y = padding + row * high;
      cell(pen, plain, cell, x, y, wide, high, metrics.getAscent() + 1);
      column += cell.width();
    }
  }
  pen.dispose();
  return image;
}

void cell(Graphics2D pen, Font plain, Cell cell, int x, int y, int wide, int high, int ascent) {
  Style style = cell.style();
  Color front = style.front() == null ? ink : style.front();
  Color back = style.back() == null ? paper : style.back();
  Color letter = style.reverse() ? back : front;
  Color ground = style.reverse() ? front : back;
  int span = wide * Math.max(1, cell.width());
  if (!ground.equals(paper)) {
    pen.setColor(ground);
    pen.fillRect(x, y, span, high);
  }
  pen.setColor(style.dim() ? mixed(letter, ground) : letter);
  if (boxes.containsKey(cell.letter())) {
    box(pen, boxes.get(cell.letter()), x, y, wide, high);
    return;
  }
  String text = Character.toString(cell.letter());
  Font font = plain.deriveFont((style.bold() ? Font.BOLD : 0) | (style.slanted() ? Font.ITALIC : 0));
  font = font.canDisplay(cell.letter()) ? font : plain;
  font = font.canDisplay(cell.letter()) ? font : new Font(Font.SANS_SERIF, font.getStyle(), size);
  pen.setFont(font);
  int own = pen.getFontMetrics().stringWidth(text);
  pen.drawString(text, own > span ? x - (own - span) / 2 : x, y + ascent);
  if (style.line()) {
    pen.fillRect(x, y + ascent + 2, span, 1);
  }
}

void box(Graphics2D pen, String ways, int x, int y, int wide, int high) {
  int middle = x + wide / 2;
  int centre = y + high / 2;
  for (char way : ways.toCharArray()) {
    switch (way) {
      case 'l' -> pen.fillRect(x, centre, wide / 2 + thickness, thickness);
      case 'r' -> pen.fillRect(middle, centre, wide - wide / 2, thickness);
      case 'u' -> pen.fillRect(middle, y, thickness, high / 2 + thickness);
      default -> pen.fillRect(middle, centre, thickness, high - high / 2);
    }
  }
}

Color mixed(Color letter, Color ground) {
  return new Color(
      (letter.getRed() * 3 + ground.getRed() * 2) / 5,
      (letter.getGreen() * 3 + ground.getGreen() * 2) / 5,
      (letter.getBlue() * 3 + ground.getBlue() * 2) / 5);
}

/** The same with the 256 colours that it has most of: a third of the bytes, and no difference to see. */
BufferedImage indexed(BufferedImage image) {
  int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  Map<Integer, Long> counts =
      Arrays.stream(pixels).boxed().collect(Collectors.groupingBy(it -> it, Collectors.counting()));
  int[] palette =
      counts.entrySet().stream()
          .sorted(Map.Entry.<Integer, Long>comparingByValue().reversed())
          .limit(256)
          .mapToInt(Map.Entry::getKey)
          .toArray();
  Map<Integer, Integer> nearest = new HashMap<>();
  counts.keySet().forEach(color -> nearest.put(color, nearest(color, palette)));
  IndexColorModel model = new IndexColorModel(8, palette.length, palette, 0, true, -1, DataBuffer.TYPE_BYTE);
  BufferedImage small =
      new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
  int[] entries = Arrays.stream(pixels).map(nearest::get).toArray();
  small.getRaster().setPixels(0, 0, image.getWidth(), image.getHeight(), entries);
  return small;
}

int nearest(int color, int[] palette) {
  int best = 0;
  long least = Long.MAX_VALUE;
  for (int entry = 0; entry < palette.length && least > 0; entry++) {
    long distance = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      long difference = (color >>> shift & 255) - (palette[entry] >>> shift & 255);
      distance += difference * difference;
    }
    if (distance < least) {
      least = distance;
      best = entry;
    }
  }
  return best;
}

Font font() {
  Font font = new Font("DejaVu Sans Mono", Font.PLAIN, size);
  if (!font.getFamily().equals("DejaVu Sans Mono")) {
    System.err.println("Render: the font DejaVu Sans Mono is missing; on Debian: apt-get install fonts-dejavu-core");
    System.exit(3);
  }
  return font;
}
