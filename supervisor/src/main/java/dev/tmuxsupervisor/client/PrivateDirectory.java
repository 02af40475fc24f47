package dev.tmuxsupervisor.client;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** A directory that nobody but us can reach into: ours, 0700, and no symbolic link. */
public final class PrivateDirectory {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private PrivateDirectory() {}

  /** Makes the directory if it is missing; {@link Refusal} if it is not to be trusted. */
  public static void ensure(Path directory) throws IOException {
    try {
      Path parent = directory.getParent();
      if (parent != null && !Files.isDirectory(parent)) {
        Files.createDirectories(parent, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      }
      Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    } catch (FileAlreadyExistsException e) {
      check(directory);
    } catch (IOException e) {
      Refusal refusal =
          new Refusal(Refusal.PREREQUISITE, "can't make the directory " + directory + ": " + e);
      refusal.initCause(e);
      throw refusal;
    }
  }

  /** {@link Refusal} unless what is there is a directory, ours, and closed to everybody else. */
  static void check(Path directory) throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      throw refused(directory, "it is not a directory");
    }
    if (OwnUid.of(directory) != OwnUid.read()) {
      throw refused(directory, "it belongs to another user");
    }
    Set<PosixFilePermission> permissions =
        Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS);
    if (!permissions.equals(OWNER_ONLY)) {
      throw refused(
          directory,
          "its mode is "
              + PosixFilePermissions.toString(permissions)
              + " and must be rwx------ (chmod 700)");
    }
  }

  private static Refusal refused(Path directory, String why) {
    return new Refusal(
        Refusal.PREREQUISITE, "the directory " + directory + " can't be trusted: " + why);
  }
}
