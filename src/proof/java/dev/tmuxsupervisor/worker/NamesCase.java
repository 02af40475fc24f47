package dev.tmuxsupervisor.worker;

import dev.tmuxsupervisor.tmux.SessionName;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;

/** Random names, judged by a rule of our own. Arguments: how many, and a seed. */
final class NamesCase {
  private static final String GOOD = "abcXYZ019_-";
  private static final String BAD =
      ".:/=@%$#{}*~!|;&<>'\"\\ \t\n\r\0\u001b\u0085\u00a0\u00df\u0131\u202e\u2215\u2028\uff0e\uff0f\ud83e\udd16\ud83e";
  private static final String[] WORDS = {
    "..",
    ".",
    "-d",
    "--",
    "/",
    "//",
    "@1",
    "%1",
    "$0",
    "{last}",
    "*",
    "crew",
    "a",
    "#(touch X)",
    "=w",
    "~",
    "con"
  };
  private static final int REPORT = 100_000;
  private static final Path ROOT = Path.of("/town/root");

  private final Random random;

  private NamesCase(Random random) {
    this.random = random;
  }

  public static void main(String[] arguments) {
    int rounds = Integer.parseInt(arguments[0]);
    NamesCase names = new NamesCase(new Random(Long.parseLong(arguments[1])));
    int accepted = 0;
    for (int done = 0; done < rounds; done++) {
      accepted += names.isAccepted(names.name()) ? 1 : 0;
      if ((done + 1) % REPORT == 0 || done + 1 == rounds) {
        System.out.println("ROUNDS " + (done % REPORT + 1));
      }
    }
    System.out.println("FAULT " + (rounds - accepted) + " names that are none");
    if (accepted == 0 || accepted == rounds) {
      throw new IllegalStateException(accepted + " of " + rounds + " were names");
    }
  }

  private boolean isAccepted(String text) {
    Optional<WorkerName> name = WorkerName.parse(text);
    boolean wanted = isName(text);
    if (name.isPresent() != wanted || SessionName.isPossible(text) != wanted) {
      System.out.println(
          "VIOLATION "
              + (wanted ? "refused " : "accepted ")
              + printed(text)
              + " as "
              + name.map(it -> printed(it.text())));
    }
    if (name.isPresent()) {
      Path directory = ROOT.resolve(name.get().text());
      if (!directory.normalize().equals(directory)
          || !directory.startsWith(ROOT)
          || directory.equals(ROOT)
          || !name.get().text().equals(text)) {
        System.out.println(
            "VIOLATION " + printed(text) + " leads to " + printed(directory.toString()));
      }
    }
    return name.isPresent();
  }

  /** The rule, letter by letter. */
  private static boolean isName(String text) {
    int segments = 1;
    int length = 0;
    for (char one : text.toCharArray()) {
      boolean alphanumeric =
          one >= 'a' && one <= 'z' || one >= 'A' && one <= 'Z' || one >= '0' && one <= '9';
      if (one == '/') {
        if (length == 0) {
          return false;
        }
        segments++;
        length = 0;
      } else if (alphanumeric || length > 0 && (one == '_' || one == '-')) {
        length++;
      } else {
        return false;
      }
      if (length > 64 || segments > 4) {
        return false;
      }
    }
    return length > 0;
  }

  private String name() {
    StringBuilder name = new StringBuilder();
    for (int parts = 1 + random.nextInt(6); parts > 0; parts--) {
      switch (random.nextInt(16)) {
        case 0 -> name.append(WORDS[random.nextInt(WORDS.length)]);
        case 1 -> name.append(BAD.charAt(random.nextInt(BAD.length())));
        case 2 -> name.append((char) random.nextInt(0x10000));
        case 3 -> name.append("x".repeat(60 + random.nextInt(10)));
        case 4, 5, 6 -> name.append('/');
        default -> name.append(GOOD.charAt(random.nextInt(GOOD.length())));
      }
    }
    return name.toString();
  }

  private static String printed(String text) {
    StringBuilder printed = new StringBuilder("\"");
    text.chars()
        .forEach(one ->
            printed.append(one > ' ' && one < 0x7f ? "" + (char) one : "\\u%04x".formatted(one)));
    return printed.append('"').toString();
  }
}
