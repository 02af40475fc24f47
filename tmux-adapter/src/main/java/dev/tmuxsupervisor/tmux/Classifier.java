package dev.tmuxsupervisor.tmux;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells answers apart by what a client wrote. Its exit status proves nothing: tmux exits with 0
 * when it is sent away, cut off, or too late. The texts are those of tmux 3.2 to 3.7 (client.c,
 * server.c, server-client.c, proc.c).
 */
final class Classifier {
  private static final Pattern NO_SERVER =
      Pattern.compile(
          "no server running on .*|error connecting to .* \\(No such file or directory\\)",
          Pattern.DOTALL);
  private static final Pattern DENIED =
      Pattern.compile(
          ".*(Permission denied|access not allowed|unsafe permissions).*", Pattern.DOTALL);
  private static final Pattern MISMATCH =
      Pattern.compile(
          ".*(server version is too old for client|protocol version mismatch).*", Pattern.DOTALL);
  private static final Pattern LOST =
      Pattern.compile(".*(server exited unexpectedly|lost server|server exited).*", Pattern.DOTALL);

  private Classifier() {}

  static Answer<Reply> judge(Exit exit, Nonce nonce) {
    List<Entry> entries = Entry.parse(exit.out(), nonce);
    Optional<Entry> opening = entries.stream().findFirst().filter(e -> e.kind() == Kind.HEAD);
    String err = exit.err().strip();
    if (opening.isEmpty()) {
      return silent(exit.status(), err);
    }
    Head head;
    try {
      head = Head.of(opening.get());
    } catch (IllegalArgumentException e) {
      return new Unreachable<>(
          Reason.GARBLED, "cannot read the server's identity: " + e.getMessage());
    }
    if (!head.version().suffices()) {
      return tooOld("the server is tmux " + head.version());
    }
    return switch (entries.getLast().kind()) {
      case END -> new Running<>(new Reply(head, entries, err));
      case GUARDED -> new Refused<>("the target is gone or is not what it was");
      default -> cutShort(exit.status(), err);
    };
  }

  static <T> Answer<T> tooOld(String what) {
    return new Unreachable<>(
        Reason.TOO_OLD, what + "; at least " + TmuxVersion.MINIMUM + " is needed");
  }

  /** The server answered, but did not get to the end. */
  private static Answer<Reply> cutShort(int status, String err) {
    if (LOST.matcher(err).matches()) {
      return new Unreachable<>(Reason.LOST, err);
    }
    return status != 0 && !err.isEmpty() ? new Refused<>(err) : garbled(status, err);
  }

  private static Answer<Reply> silent(int status, String err) {
    if (status != 0 && NO_SERVER.matcher(err).matches()) {
      return new NoServer<>(err);
    }
    if (DENIED.matcher(err).matches()) {
      return new Unreachable<>(Reason.DENIED, err);
    }
    if (MISMATCH.matcher(err).matches()) {
      return new Unreachable<>(Reason.MISMATCH, err);
    }
    return LOST.matcher(err).matches() ? new Unreachable<>(Reason.LOST, err) : garbled(status, err);
  }

  private static Answer<Reply> garbled(int status, String err) {
    return new Unreachable<>(
        Reason.GARBLED,
        "tmux exited with %d before the end of its answer%s"
            .formatted(status, err.isEmpty() ? "" : ": " + Words.printable(err)));
  }
}
