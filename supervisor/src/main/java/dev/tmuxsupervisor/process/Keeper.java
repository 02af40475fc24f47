package dev.tmuxsupervisor.process;

import java.io.FileOutputStream;
import java.io.IOException;

/**
 * Keeps a descriptor open for exactly as long as this process lives, whatever program it becomes. A
 * descriptor of the program's own could not do that: close-on-exec it is lost when the program
 * becomes another ({@code #!/usr/bin/env node}, {@code sh -c 'exec …'}), and otherwise all that it
 * starts inherits it.
 */
public final class Keeper {
  /** There is no keeper here; the message says why. */
  public static final class Impossible extends IOException {
    private static final long serialVersionUID = 1;

    Impossible(String why) {
      super(why);
    }
  }

  private Keeper() {}

  /**
   * Starts it: a process of no relation to this one, and of no terminal. It has the descriptor when
   * this returns.
   *
   * @param name what ps(1) shows as its command
   */
  public static void keep(int fd, String name) throws IOException {
    KeeperImage image =
        KeeperImage.ofThisMachine()
            .orElseThrow(
                () -> new Impossible("it is not made for " + System.getProperty("os.arch")));
    int memory = -1;
    int own = -1;
    try {
      memory = LibcExec.memoryFile("hold-keeper");
      String path = "/proc/self/fd/" + memory;
      try (FileOutputStream out = new FileOutputStream(path)) {
        out.write(image.file());
      }
      own = Libc.pidfdOpen(Math.toIntExact(ProcessHandle.current().pid()));
      int status = LibcExec.run(path, name, fd, own);
      if (status != 0) {
        throw LibcExec.failed("close_range or fork", status);
      }
    } catch (ErrnoException e) {
      Impossible impossible = new Impossible(String.valueOf(e.getMessage()));
      impossible.initCause(e);
      throw impossible;
    } finally {
      Libc.close(own);
      Libc.close(memory);
    }
  }
}
