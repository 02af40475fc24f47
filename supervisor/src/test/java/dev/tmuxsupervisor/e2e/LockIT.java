package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tmuxsupervisor.e2e.Launcher.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LockIT extends OnBench {
  private static final byte[] DAMAGED = {'{', 0, (byte) 0xff, 27};

  private String code(int exit, String... words) throws Exception {
    return bench().json(exit, words).at("/error/code").asText();
  }

  private String release(String... options) throws Exception {
    String[] words = new String[options.length + 3];
    System.arraycopy(options, 0, words, 3, options.length);
    words[0] = "lock";
    words[1] = "release";
    words[2] = "w";
    return bench().data(words).path("outcome").asText();
  }

  @Test
  void aHeldLockIsShownAndNeverReleased() throws Exception {
    bench().spawn("w", "sleep", "1000");
    byte[] before = Files.readAllBytes(bench().lock("w"));
    JsonNode shown = bench().data("lock", "show", "w");
    assertThat(shown.path("pid").asLong()).isEqualTo(bench().pidOf("w"));
    assertThat(shown.path("path").asText()).isEqualTo(bench().lock("w").toString());
    assertThat(bench().run("lock", "show", "w").orFail().out()).contains("generation       1");
    assertThat(code(4, "lock", "release", "w")).isEqualTo("LOCK_HELD");
    assertThat(code(4, "lock", "release", "--force", "--yes", "w")).isEqualTo("LOCK_HELD");
    assertThat(bench().lock("w")).hasBinaryContent(before);
  }

  @Test
  void aStaleLockIsReleasedAndAFreeWorkerHasNone() throws Exception {
    bench().spawn("w", "sleep", "1000");
    bench().tmux("kill-server");
    org.awaitility.Awaitility.await().until(() -> bench().verdict("w").equals("stale"));
    assertThat(release()).isEqualTo("removed");
    assertThat(bench().lock("w")).doesNotExist();
    assertThat(release()).isEqualTo("no_lock");
    assertThat(bench().data("lock", "show", "w").path("state").asText()).isEqualTo("absent");
    bench().spawn("w", "sleep", "1000");
    assertThat(bench().lockOf("w").at("/supervisor/generation").asInt()).isEqualTo(2);
  }

  @Test
  void aDamagedLockIsMovedAsideWholeAndOnlyByForce() throws Exception {
    Path lock = bench().lock("w");
    Files.createDirectories(lock.getParent());
    Files.write(lock, DAMAGED);
    assertThat(code(4, "spawn", "w", "--", "sleep", "1")).isEqualTo("LOCK_DAMAGED");
    assertThat(code(4, "lock", "release", "w")).isEqualTo("LOCK_DAMAGED");
    assertThat(lock).hasBinaryContent(DAMAGED);
    JsonNode moved = bench().data("lock", "release", "--force", "w");
    assertThat(moved.path("outcome").asText()).isEqualTo("moved_aside");
    assertThat(Path.of(moved.path("to").asText())).hasBinaryContent(DAMAGED);
    assertThat(lock).doesNotExist();
  }

  /** Red when the worker's session is not looked for. */
  @Test
  void aDamagedLockStaysWhileTheWorkersSessionLives() throws Exception {
    bench().spawn("w", "sleep", "1000");
    Files.write(bench().lock("w"), DAMAGED);
    assertThat(code(4, "lock", "release", "--force", "--yes", "w")).isEqualTo("LOCK_DAMAGED");
    assertThat(bench().lock("w")).hasBinaryContent(DAMAGED);
  }

  @Test
  void whatCannotBeProvenNeedsTheUsersWord() throws Exception {
    bench().strangersLock("w", 4_000_000, "", java.time.Instant.now());
    assertThat(code(4, "lock", "release", "w")).isEqualTo("LOCK_UNKNOWN");
    Result refused = bench().run("lock", "release", "--force", "w");
    assertThat(refused.exit()).isEqualTo(4);
    assertThat(refused.err()).contains("supervisor lock release --force --yes w");
    assertThat(bench().lock("w")).exists();
    assertThat(bench().run("lock", "release", "--yes", "w").exit()).isEqualTo(2);
    assertThat(release("--force", "--yes")).isEqualTo("moved_aside");
  }
}
