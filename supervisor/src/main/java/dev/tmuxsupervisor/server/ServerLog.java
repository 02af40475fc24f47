package dev.tmuxsupervisor.server;

import dev.tmuxsupervisor.client.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * The server's log: three files of 2 MiB at most. {@code server.log} is a link to the newest, whose
 * real name {@link FileHandler} ends with its number.
 */
final class ServerLog extends Handler {
  static final System.Logger LOGGER = System.getLogger("dev.tmuxsupervisor.server");

  private static final int BYTES = 2 << 20;
  private static final int FILES = 3;

  private final FileHandler files;

  private ServerLog(FileHandler files) {
    this.files = files;
  }

  /** Sends everything that is logged in this process to the place's log. */
  static ServerLog open(Place place) throws IOException {
    Path log = place.log();
    FileHandler files =
        new FileHandler(log.toString().replace("%", "%%") + ".%g", BYTES, FILES, true);
    files.setFormatter(new LogLine());
    // Later generations get the umask's mode; the directory's 0700 is what protects them all.
    Files.setPosixFilePermissions(
        Path.of(log + ".0"), PosixFilePermissions.fromString("rw-------"));
    link(log);
    Logger root = LogManager.getLogManager().getLogger("");
    for (Handler console : root.getHandlers()) {
      root.removeHandler(console);
    }
    ServerLog handler = new ServerLog(files);
    root.addHandler(handler);
    return handler;
  }

  private static void link(Path log) throws IOException {
    Files.deleteIfExists(log);
    Files.createSymbolicLink(log, Path.of(log.getFileName() + ".0"));
  }

  @Override
  public void publish(LogRecord line) {
    files.publish(line);
  }

  @Override
  public void flush() {
    files.flush();
  }

  /** Does nothing: the log manager closes its handlers while our own shutdown still logs. */
  @Override
  public void close() {}

  /** The last line has been written. */
  void end() {
    files.close();
  }
}
