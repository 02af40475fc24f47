package dev.tmuxsupervisor.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The mount points as the kernel tells them, proc_pid_mountinfo(5): nothing is asked of the file
 * systems themselves, which may hang.
 */
public record Mounts(List<Mount> all) {
  private static final Set<String> NETWORK =
      Set.of(
          "nfs",
          "nfs4",
          "cifs",
          "smb3",
          "smbfs",
          "9p",
          "afs",
          "ceph",
          "lustre",
          "gfs2",
          "ocfs2",
          "gpfs",
          "orangefs",
          "pvfs2",
          "glusterfs",
          "beegfs",
          "virtiofs",
          "vboxsf",
          "prl_fs",
          "vmhgfs",
          "ncpfs",
          "coda",
          "davfs");
  private static final Set<String> NETWORK_FUSE =
      Set.of(
          "sshfs",
          "glusterfs",
          "ceph",
          "s3fs",
          "rclone",
          "gcsfuse",
          "davfs2",
          "vmhgfs-fuse",
          "juicefs",
          "blobfuse",
          "blobfuse2",
          "grpcfuse",
          "osxfs",
          "gvfsd-fuse");

  private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");
  private static final int DEVICE = 2;
  private static final int POINT = 4;
  private static final int OPTIONS = 5;

  /**
   * One of them, such as type {@code fuse.sshfs} with the options {@code rw} and {@code relatime}.
   *
   * @param id as {@code /proc/PID/fdinfo} names it
   * @param device major and minor number, such as {@code 259:1}
   */
  public record Mount(String id, String device, Path point, String type, List<String> options) {
    /** Whether another machine answers for it. */
    public boolean isNetwork() {
      return NETWORK.contains(type)
          || (type.startsWith("fuse.") && NETWORK_FUSE.contains(type.substring("fuse.".length())));
    }

    /** Whether it is not the kernel alone that answers for it, so that a look may never end. */
    public boolean mayHang() {
      return isNetwork() || type.startsWith("fuse") || type.equals("autofs");
    }

    /** Whether nothing can be written there. */
    public boolean isReadOnly() {
      return options.contains("ro");
    }
  }

  /** Copies what can be changed from outside. */
  public Mounts {
    all = List.copyOf(all);
  }

  /** Those that this process sees now; none where there is no such file. */
  public static Mounts read() throws IOException {
    Path file = Path.of("/proc/self/mountinfo");
    return Files.exists(file)
        ? parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
        : new Mounts(List.of());
  }

  static Mounts parse(String text) {
    List<Mount> mounts = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String[] fields = line.split(" ", -1);
      int dash = Arrays.asList(fields).indexOf("-");
      if (dash > OPTIONS && fields.length > dash + 1) {
        mounts.add(
            new Mount(
                fields[0],
                fields[DEVICE],
                Path.of(unescaped(fields[POINT])),
                fields[dash + 1],
                List.of(fields[OPTIONS].split(",", -1))));
      }
    }
    return new Mounts(mounts);
  }

  /** The one that holds an absolute path without symbolic links; the latest hides what is below. */
  public Optional<Mount> of(Path path) {
    Optional<Mount> best = Optional.empty();
    for (Mount mount : all) {
      if (path.startsWith(mount.point())
          && best.filter(it -> it.point().getNameCount() > mount.point().getNameCount())
              .isEmpty()) {
        best = Optional.of(mount);
      }
    }
    return best;
  }

  private static String unescaped(String field) {
    return OCTAL
        .matcher(field)
        .replaceAll(match ->
            java.util.regex.Matcher.quoteReplacement(
                Character.toString((char) Integer.parseInt(match.group(1), 8))));
  }
}
