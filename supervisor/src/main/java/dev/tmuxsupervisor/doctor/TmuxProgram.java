package dev.tmuxsupervisor.doctor;

import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.process.ShortProgram.Ended;
import dev.tmuxsupervisor.tmux.TmuxVersion;
import java.io.IOException;
import java.util.function.Consumer;

/** The tmux that is installed: whether it is there, and what is wrong with that version. */
record TmuxProgram(Patient patient) {
  private static final String NAME = "tmux_program";
  private static final String INSTALL = "install tmux 3.2a or newer: apt-get install tmux";

  Check check() {
    return new Check(Group.TMUX, NAME, "tmux", this::look);
  }

  private void look(Consumer<Finding> findings) throws IOException, InterruptedException {
    if (patient.program("tmux").find().isEmpty()) {
      findings.accept(Finding.fail(NAME, "there is no tmux on your PATH", INSTALL));
      return;
    }
    Ended ended = patient.program("tmux").run(java.util.List.of("-V"));
    try {
      findings.accept(of(TmuxVersion.parse(ended.text())));
    } catch (IllegalArgumentException e) {
      findings.accept(
          Finding.warn(
              NAME, "tmux -V says '" + Printable.of(ended.text()) + "', which is no version", ""));
    }
  }

  static Finding of(TmuxVersion version) {
    if (!version.suffices()) {
      return Finding.fail(NAME, "tmux " + version + " is too old", INSTALL);
    }
    if (isBetween(version, "3.6", "3.6c")) {
      return Finding.warn(
          NAME,
          "tmux "
              + version
              + " crashes, with every session, on a format that loops over sessions in two ways",
          "update tmux to 3.7 or newer");
    }
    return Finding.pass(NAME, "tmux " + version + " is installed" + remark(version));
  }

  private static String remark(TmuxVersion version) {
    if (version.text().equals("3.3a")) {
      return "; Debian's loses the exit status of dead panes, which is made up for";
    }
    return isBetween(version, "3.2", "3.7")
        ? "; before 3.7 a control-mode client (tmux -C) can crash it, so none is used"
        : "";
  }

  private static boolean isBetween(TmuxVersion version, String from, String below) {
    return version.compareTo(TmuxVersion.parse(from)) >= 0
        && version.compareTo(TmuxVersion.parse(below)) < 0;
  }
}
