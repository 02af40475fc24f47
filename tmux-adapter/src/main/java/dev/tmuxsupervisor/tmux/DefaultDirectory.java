package dev.tmuxsupervisor.tmux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Looks at tmux's default directory as tmux itself does unless it is given -S, as we give it: under
 * /tmp anyone may have made it first, to offer a server of their own.
 */
final class DefaultDirectory {
  private static final Pattern NAME = Pattern.compile("tmux-[0-9]+");
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private DefaultDirectory() {}

  /** Why it must not be used, if so; a directory that the user named is the user's choice. */
  static Optional<String> danger(TmuxSocket socket) throws IOException {
    Path directory = socket.path().getParent();
    if (directory == null || !NAME.matcher(String.valueOf(directory.getFileName())).matches()) {
      return Optional.empty();
    }
    try {
      PosixFileAttributes found =
          Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      boolean ours = found.isDirectory() && found.owner().getName().equals(user());
      return ours && found.permissions().stream().noneMatch(OTHERS::contains)
          ? Optional.empty()
          : Optional.of("directory " + directory + " has unsafe permissions");
    } catch (NoSuchFileException e) {
      return Optional.empty(); // it will be made, for this user alone
    }
  }

  private static String user() throws IOException {
    Path self = Path.of("/proc/self");
    return Files.exists(self) ? Files.getOwner(self).getName() : System.getProperty("user.name");
  }
}
