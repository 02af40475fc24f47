package dev.tmuxsupervisor.tmux;

/**
 * What a server says of itself at the head of each reply.
 *
 * @param exitsUnattached whether it ends, with all sessions, when no client is attached
 */
record Head(ServerIdentity server, TmuxVersion version, boolean exitsUnattached) {
  static String command(Nonce nonce) {
    return nonce.say(Kind.HEAD, "#{pid}", "#{start_time}", "#{version}", "#{exit-unattached}");
  }

  /**
   * @throws IllegalArgumentException if it cannot be read
   */
  static Head of(Entry entry) {
    return new Head(
        new ServerIdentity(Long.parseLong(entry.field(0)), Long.parseLong(entry.field(1))),
        TmuxVersion.parse(entry.field(2)),
        entry.field(3).equals("1") || entry.field(3).equals("on"));
  }
}
