package dev.tmuxsupervisor.tmux;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes texts for tmux in every way that we have. Each text is answered by a line of hexadecimal
 * words, which are to be parts of a file of tmux commands; the order is that of s02_formats.py.
 * Argument: the file to which a shell is to add the text.
 */
final class FormatsCase {
  private static final int FLUSH = 0x7FFFFFFF;

  private FormatsCase() {}

  public static void main(String[] arguments) throws IOException {
    DataInputStream in = new DataInputStream(System.in);
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    while (true) {
      int length = in.readInt();
      if (length == FLUSH) {
        out.flush();
      } else {
        String text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        out.println(
            written(text, arguments[0]).stream()
                .map(word -> HexFormat.of().formatHex(word.getBytes(StandardCharsets.UTF_8)))
                .collect(Collectors.joining(" ")));
      }
    }
  }

  private static List<String> written(String text, String file) {
    String setting = Quoting.shortest(List.of(List.of("set-option", "-g", "--", "@t", text)));
    return List.of(
        Quoting.quote(text),
        Quoting.shortest(text),
        ConfigLine.setOption("@t", text),
        ConfigLine.runShell(List.of("sh", "-c", "printf '%s\\0' \"$1\" >>\"$0\"", file, text)),
        Quoting.quote(FormatText.literal(text)),
        Quoting.quote(FormatText.expanding(text)),
        Quoting.quote(FormatText.drawn(text)),
        Quoting.quote(MessageText.literal(text)),
        Quoting.quote(FormatText.drawnWithTime(text)),
        Quoting.quote(setting),
        Quoting.quote(FormatText.expanding(setting)));
  }
}
