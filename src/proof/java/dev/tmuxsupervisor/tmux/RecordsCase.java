package dev.tmuxsupervisor.tmux;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Records as tmux prints them, with fields that look like anything, read back by our parser.
 * Arguments: how many, and a seed.
 */
final class RecordsCase {
  private static final int REPORT = 10_000;
  private static final String[] PIECES = {
    "|",
    "\t",
    "\n",
    "\r",
    " ",
    "a",
    "END/0",
    "SESSION/7",
    "PANE/12",
    "\t0123456789abcdef\t",
    "\u001b]0;x\u0007",
    "\u001b[2J",
    "\u009b",
    "\ufffd",
    "\u202e",
    "$1",
    "%0",
    "#{pid}",
    "'",
    "\"",
    "\\",
    "1795308675",
    "",
    "\ud83e\udd16",
    "LISTED/0\t"
  };

  private final Random random;

  private RecordsCase(Random random) {
    this.random = random;
  }

  public static void main(String[] arguments) {
    int rounds = Integer.parseInt(arguments[0]);
    RecordsCase records = new RecordsCase(new Random(Long.parseLong(arguments[1])));
    for (int done = 0; done < rounds; done++) {
      records.tryOne();
      if ((done + 1) % REPORT == 0 || done + 1 == rounds) {
        System.out.println("ROUNDS " + (done % REPORT + 1));
        System.out.println("FAULT " + (done % REPORT + 1) + " hostile output of tmux");
      }
    }
  }

  private void tryOne() {
    Nonce nonce = Nonce.fresh();
    List<Entry> said = new ArrayList<>();
    StringBuilder output = new StringBuilder(text());
    for (int count = 1 + random.nextInt(4); count > 0; count--) {
      Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
      List<String> fields = new ArrayList<>();
      for (int size = random.nextInt(14); size > 0; size--) {
        fields.add(text());
      }
      String after = "\n" + text();
      String separator = nonce.separator();
      output.append(separator).append(kind).append('/').append(fields.size());
      fields.forEach(field -> output.append(separator).append(field));
      output.append(separator).append(after);
      said.add(new Entry(kind, fields, after));
    }
    List<Entry> read;
    try {
      read = Entry.parse(output.toString(), nonce);
    } catch (IllegalArgumentException e) {
      System.out.println("VIOLATION a record forged by a field was read: " + e.getMessage());
      return;
    }
    if (!read.equals(said)) {
      System.out.println(
          "VIOLATION mis-split: "
              + said.size()
              + " records said, "
              + read.size()
              + " read; the first has "
              + said.getFirst().fields().size()
              + " fields, and is read with "
              + (read.isEmpty() ? "none" : read.getFirst().fields().size()));
    }
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(5); length > 0; length--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }
}
