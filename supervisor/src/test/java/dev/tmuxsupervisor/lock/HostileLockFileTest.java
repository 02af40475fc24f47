package dev.tmuxsupervisor.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tmuxsupervisor.process.Children;
import dev.tmuxsupervisor.process.ForkedJvm;
import dev.tmuxsupervisor.process.Libc;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands at the place of the lock is reported, in no time, and left as it is. */
class HostileLockFileTest {
  private final Children children = new Children();
  @TempDir private Path worker = Path.of("");
  private Path lock = Path.of("");

  @BeforeEach
  void makeTheFolder() throws IOException {
    RuntimeDirectory directory = RuntimeDirectory.of(worker);
    directory.create();
    lock = directory.lockFile();
  }

  @AfterEach
  void endChildren() {
    children.close();
  }

  @Test
  void aMissingLockIsAbsent() throws Exception {
    assertThat(readUnchanged()).isEqualTo(new LockReading.Absent());
  }

  @Test
  void aSymbolicLinkIsNotFollowed() throws Exception {
    Path elsewhere = worker.resolve("elsewhere");
    Files.write(elsewhere, LockJson.print(LockSamples.held(1)));
    Files.createSymbolicLink(lock, elsewhere);
    // Removed O_NOFOLLOW: red, Present.
    assertDamaged("symbolic link");
  }

  @Test
  void aDanglingLinkAndALoopAreNoAbsentLocks() throws Exception {
    Files.createSymbolicLink(lock, worker.resolve("nowhere"));
    assertDamaged("symbolic link");
    Files.delete(lock);
    Files.createSymbolicLink(lock, lock);
    assertDamaged("symbolic link");
  }

  @Test
  void aFifoDoesNotHang() throws Exception {
    assertThat(children.run(List.of("mkfifo", lock.toString())).status()).isZero();
    // Removed O_NONBLOCK: red, the open waits for a writer.
    assertDamaged("FIFO");
  }

  @Test
  void aSocketIsDamaged() throws Exception {
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(lock));
      assertDamaged("socket");
    }
  }

  @Test
  void aDirectoryIsDamaged() throws Exception {
    Files.createDirectory(lock);
    assertDamaged("directory");
  }

  @Test
  void tenGigabytesAreNotRead() throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(lock.toFile(), "rw")) {
      file.setLength(10L << 30);
    }
    assertDamaged("10737418240 bytes");
  }

  @Test
  void aFileWithoutAnEndIsNotRead() throws Exception {
    assumeTrue(Libc.effectiveUid() == 0, "only root makes devices");
    assertThat(children.run(List.of("mknod", lock.toString(), "c", "1", "5")).status()).isZero();
    assertDamaged("device");
  }

  @Test
  void deepJsonIsDamaged() throws Exception {
    Files.writeString(lock, "[".repeat(60_000));
    assertDamaged("JSON");
    Files.writeString(lock, "[".repeat(1_000_000));
    assertDamaged("1000000 bytes");
  }

  @Test
  void bytesThatAreNoUtf8AreDamaged() throws Exception {
    Files.write(lock, new byte[] {'{', (byte) 0xff, '}'});
    assertDamaged("UTF-8");
    // Half a surrogate pair, as CESU-8 writes it.
    Files.write(lock, new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'});
    assertDamaged("UTF-8");
  }

  @Test
  void aFolderThatIsAFileProvesNothing() throws Exception {
    Path file = Files.createFile(worker.resolve("file"));
    assertThat(new LockFile(RuntimeDirectory.of(file)).read())
        .isInstanceOf(LockReading.Unreadable.class);
  }

  @Test
  void anotherUsersPrivateLockIsUnreadableAndNotAbsent(@TempDir Path classes) throws Exception {
    assumeTrue(Libc.effectiveUid() == 0, "only root can be two users");
    Files.write(lock, LockJson.print(LockSamples.held(1)));
    Files.setPosixFilePermissions(lock, PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(worker, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(classes, PosixFilePermissions.fromString("rwxr-xr-x"));
    List<String> command =
        new ArrayList<>(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    command.addAll(ForkedJvm.ofTests().copiedTo(classes).command(ReadMain.class, worker));
    assertThat(children.run(command).output())
        .startsWith("Unreadable[reason=open ")
        .contains("Permission denied");
  }

  private void assertDamaged(String reason) throws IOException {
    assertThat(readUnchanged())
        .isInstanceOfSatisfying(
            LockReading.Damaged.class, damaged -> assertThat(damaged.reason()).contains(reason));
  }

  private LockReading readUnchanged() throws IOException {
    List<String> before = everything();
    LockReading reading =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> new LockFile(RuntimeDirectory.of(worker)).read());
    assertThat(everything()).isEqualTo(before);
    return reading;
  }

  private List<String> everything() throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(worker)) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        found.add(
            file
                + " "
                + Files.readAttributes(file, "unix:*", LinkOption.NOFOLLOW_LINKS)
                    .entrySet()
                    .stream()
                    .filter(attribute -> !attribute.getKey().equals("lastAccessTime"))
                    .map(Object::toString)
                    .sorted()
                    .toList());
      }
    }
    return found;
  }

  /** Prints what stands at the place of a worker's lock. */
  static final class ReadMain {
    public static void main(String[] arguments) {
      System.out.println(new LockFile(RuntimeDirectory.of(Path.of(arguments[0]))).read());
    }
  }
}
