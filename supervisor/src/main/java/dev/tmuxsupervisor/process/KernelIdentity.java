package dev.tmuxsupervisor.process;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which kernel, boot and pid namespace "here" is: process ids mean nothing anywhere else.
 *
 * @param machine a hash of {@code /etc/machine-id}, which must not be shown as it is: machine-id(5)
 * @param bootId {@code /proc/sys/kernel/random/boot_id}, new at every boot
 * @param pidNamespace the link {@code /proc/self/ns/pid}, such as {@code pid:[4026531836]}
 * @param box the container, if it can prove that it is the only one of its name on this boot
 */
public record KernelIdentity(
    String hostname,
    Optional<String> machine,
    String bootId,
    String pidNamespace,
    Optional<String> box) {

  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path HOSTNAME = Path.of("/proc/sys/kernel/hostname");
  private static final Path PID_NAMESPACE = Path.of("/proc/self/ns/pid");
  private static final Path MACHINE_ID = Path.of("/etc/machine-id");

  /** Outside of any box. */
  public KernelIdentity(
      String hostname, Optional<String> machine, String bootId, String pidNamespace) {
    this(hostname, machine, bootId, pidNamespace, Optional.empty());
  }

  /** Reads it anew, since a container may have been moved. Throws where there is no Linux /proc. */
  public static KernelIdentity read() throws IOException {
    return new KernelIdentity(
        Files.readString(HOSTNAME).trim(),
        machineHash(),
        currentBootId(),
        Files.readSymbolicLink(PID_NAMESPACE).toString(),
        Box.here());
  }

  /** The boot alone. */
  static String currentBootId() throws IOException {
    return Files.readString(BOOT_ID).trim();
  }

  private static Optional<String> machineHash() throws IOException {
    if (!Files.isReadable(MACHINE_ID)) {
      return Optional.empty();
    }
    String id = Files.readString(MACHINE_ID).trim();
    if (id.isEmpty() || id.equals("uninitialized")) {
      return Optional.empty();
    }
    String hash =
        Hashing.sha256().hashString("supervisor " + id, StandardCharsets.UTF_8).toString();
    return Optional.of(hash.substring(0, 16));
  }
}
