package dev.tmuxsupervisor.client;

import java.io.IOException;

/** Why a command cannot go on, in words for people, with the exit code that says so to programs. */
public final class Refusal extends IOException {
  private static final long serialVersionUID = 1;

  /** Wrong use: an argument that cannot be carried, an option that is none. */
  public static final int USAGE = 2;

  /** Nobody there: the thing that was asked for does not exist. */
  public static final int ABSENT = 3;

  /** Something the supervisor stands on is missing or not to be trusted. */
  public static final int PREREQUISITE = 5;

  private final int exit;

  public Refusal(int exit, String message) {
    super(message);
    this.exit = exit;
  }

  /** The exit code of the command, other than 0. */
  public int exit() {
    return exit;
  }

  /** The message; it is never missing. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
