package dev.tmuxsupervisor.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockFileTest {
  private final RuntimeDirectory directory;
  private final LockFile file;
  private final Guard guard;

  LockFileTest(@TempDir Path worker) throws Exception {
    directory = RuntimeDirectory.of(worker);
    directory.create();
    file = new LockFile(directory);
    guard = Guard.take(directory, Duration.ofSeconds(5));
  }

  @BeforeEach
  void writeALock() throws IOException {
    file.write(guard, LockSamples.held(1));
  }

  @AfterEach
  void freeTheGuard() {
    guard.close();
  }

  @Test
  void readsWhatWasWrittenAndWhoseItIs() throws Exception {
    LockReading.Present present = present();
    assertThat(present.lock()).isEqualTo(LockSamples.held(1));
    assertThat(present.owner()).isEqualTo(Files.getOwner(directory.lockFile()).getName());
    file.write(guard, LockSamples.held(2));
    assertThat(present().lock()).isEqualTo(LockSamples.held(2));
    assertThat(present().fingerprint()).isNotEqualTo(present.fingerprint());
    assertThat(names()).containsExactly(".gitignore", "agent.lock", "agent.lock.flock");
  }

  @Test
  void removesTheLockThatWasJudged() throws Exception {
    file.remove(guard, present());
    assertThat(file.read()).isEqualTo(new LockReading.Absent());
    assertThat(names()).containsExactly(".gitignore", "agent.lock.flock");
  }

  @Test
  void refusesToRemoveALockThatChanged() throws Exception {
    LockReading.Present judged = present();
    file.write(guard, LockSamples.held(2));
    // Removed the comparison of fingerprints: red, generation 2 was gone.
    assertThatExceptionOfType(LockChangedException.class)
        .isThrownBy(() -> file.remove(guard, judged));
    assertThat(present().lock()).isEqualTo(LockSamples.held(2));
  }

  @Test
  void refusesToRemoveALockThatIsGoneOrDamaged() throws Exception {
    LockReading.Present judged = present();
    Files.writeString(directory.lockFile(), "{");
    assertThatExceptionOfType(LockChangedException.class)
        .isThrownBy(() -> file.remove(guard, judged));
    Files.delete(directory.lockFile());
    assertThatExceptionOfType(LockChangedException.class)
        .isThrownBy(() -> file.remove(guard, judged));
  }

  @Test
  void movesADamagedLockAsideWithItsBytes() throws Exception {
    Files.write(directory.lockFile(), new byte[] {0, (byte) 0xff, 7});
    LockReading damaged = file.read();
    Path aside = file.moveAside(guard, damaged);
    assertThat(aside).hasParent(directory.path()).hasBinaryContent(new byte[] {0, (byte) 0xff, 7});
    assertThat(file.read()).isEqualTo(new LockReading.Absent());
  }

  @Test
  void movesALinkAsideAndNotItsTarget() throws Exception {
    Path target = Files.writeString(directory.path().resolve("target"), "keep");
    Files.delete(directory.lockFile());
    Files.createSymbolicLink(directory.lockFile(), target);
    Path aside = file.moveAside(guard, file.read());
    assertThat(aside).isSymbolicLink();
    assertThat(target).hasContent("keep");
  }

  @Test
  void refusesToMoveAsideWhatChanged() throws Exception {
    Files.writeString(directory.lockFile(), "{");
    LockReading damaged = file.read();
    Files.writeString(directory.lockFile(), "[");
    // Removed the second reading: red.
    assertThatExceptionOfType(LockChangedException.class)
        .isThrownBy(() -> file.moveAside(guard, damaged));
    assertThat(directory.lockFile()).hasContent("[");
  }

  @Test
  void asksForTheGuardOfItsOwnFolder(@TempDir Path other) throws Exception {
    RuntimeDirectory elsewhere = RuntimeDirectory.of(other);
    elsewhere.create();
    try (Guard wrong = Guard.take(elsewhere, Duration.ofSeconds(5))) {
      assertThatIllegalStateException().isThrownBy(() -> file.write(wrong, LockSamples.held(2)));
      assertThatIllegalStateException().isThrownBy(() -> file.remove(wrong, present()));
      assertThatIllegalStateException().isThrownBy(() -> file.moveAside(wrong, present()));
    }
    guard.close();
    assertThatIllegalStateException().isThrownBy(() -> file.write(guard, LockSamples.held(2)));
  }

  @Test
  void aWriteThatFailsLeavesNothingBehind() throws Exception {
    Files.delete(directory.lockFile());
    Files.createDirectory(directory.lockFile());
    Files.createFile(directory.lockFile().resolve("kept"));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> file.write(guard, LockSamples.held(2)));
    assertThat(names()).containsExactly(".gitignore", "agent.lock", "agent.lock.flock");
  }

  private LockReading.Present present() {
    assertThat(file.read()).isInstanceOf(LockReading.Present.class);
    return (LockReading.Present) file.read();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory.path())) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
