package dev.tmuxsupervisor.command;

import java.io.PrintStream;
import java.util.List;

/**
 * The way back to the user. Output is buffered until it is flushed, the buffer is full or the
 * command ends; the order of both streams is kept. A user who went away is no error here: the
 * command's thread is interrupted instead.
 */
public interface Replies {
  /** Data for people or programs; UTF-8. */
  PrintStream out();

  /** Everything else; UTF-8. */
  PrintStream err();

  /**
   * Ends the command as another program, in the user's terminal and directory. At most once, at the
   * end; the exit code that the command returns is then not used.
   *
   * @throws IllegalStateException on the second call
   * @throws IllegalArgumentException if there are no words, or more than fit a frame of 64 KiB
   */
  void handOff(List<String> argv);
}
