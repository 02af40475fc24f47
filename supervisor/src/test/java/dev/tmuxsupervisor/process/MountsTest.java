package dev.tmuxsupervisor.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.process.Mounts.Mount;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MountsTest {
  private static final Mounts MOUNTS =
      Mounts.parse(
          """
          21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
          22 21 0:40 / /srv/two\\040words rw - nfs4 host:/x rw
          23 21 0:41 / /srv/ro ro,nosuid shared:2 master:1 - fuse.sshfs host: rw
          24 21 0:42 / /home rw - fuse.bindfs x rw
          torn
          """);

  private static Mount at(String path) {
    return MOUNTS.of(Path.of(path)).orElseThrow();
  }

  @Test
  void aPathBelongsToTheDeepestMountThatHoldsIt() {
    assertThat(at("/etc").point()).hasToString("/");
    assertThat(at("/homes").point()).hasToString("/");
    assertThat(at("/home/u").type()).isEqualTo("fuse.bindfs");
    assertThat(at("/srv/two words/w").type()).isEqualTo("nfs4");
  }

  @Test
  void fileSystemsOfOtherMachinesAreKnownByTheirType() {
    assertThat(at("/srv/two words").isNetwork()).isTrue();
    assertThat(at("/srv/ro").isNetwork()).isTrue();
    assertThat(at("/srv/ro").isReadOnly()).isTrue();
    assertThat(at("/home").isNetwork()).isFalse();
    assertThat(at("/").isReadOnly()).isFalse();
  }
}
