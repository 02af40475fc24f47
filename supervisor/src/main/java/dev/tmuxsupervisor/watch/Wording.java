package dev.tmuxsupervisor.watch;

import java.util.List;

/** The words of the last line and of the help. */
final class Wording {
  static final String KEYS =
      "Enter attach  r restart  s stop  l lines  w why  / filter  o order  ? help  q quit";

  static final List<String> HELP =
      List.of(
          "arrows, j k       move; PgUp PgDn Home End too",
          "Enter, a          attach to the worker's session",
          "r, s              restart it, stop it; asks before",
          "l                 what its screen shows, or showed last; again: anew",
          "w                 why it is in this state",
          "PgUp PgDn         scroll that text while it is open; Esc closes it",
          "/                 show only workers with this text; Esc shows all",
          "o                 order by state, name, age, restarts",
          "q, Esc, Ctrl-C    leave");

  private Wording() {}

  static String of(Dialog dialog, String answer, Listing listing) {
    return switch (dialog) {
      case Dialog.Filtering() -> "/" + listing.filter();
      case Dialog.Asking(String verb, Row row) -> verb + " " + row.name() + "? y/n";
      case Dialog.Help() -> "any key goes back";
      case Dialog.Browsing() -> answer.isEmpty() ? KEYS : answer;
    };
  }
}
