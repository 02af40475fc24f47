package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The pages and completions that the build leaves beside the program, with the program itself. */
class ManualIT extends OnBench {
  private static Path share() {
    return Launcher.lib().resolveSibling("share");
  }

  @Test
  void theyLieWhereInstallersTakeThemFrom() {
    assertThat(
            List.of(
                "man/man1/supervisor.1",
                "man/man1/supervisor-status-line.1",
                "man/man5/supervisor.toml.5",
                "man/man7/supervisor-worker-lock.7",
                "bash-completion/completions/supervisor",
                "zsh/site-functions/_supervisor",
                "fish/vendor_completions.d/supervisor.fish"))
        .allSatisfy(file -> assertThat(share().resolve(file)).isNotEmptyFile());
  }

  @Test
  void thePageOfTheProgramBearsItsVersion() throws Exception {
    String version = bench().run("version").orFail().out().strip();
    assertThat(Files.readString(share().resolve("man/man1/supervisor.1")))
        .contains('"' + version + '"');
  }

  @Test
  void aWorkerThatWasSpawnedIsOffered() throws Exception {
    bench().spawn("crew/dave", "sleep", "1000");
    String complete =
        """
        . "$1"; compopt() { :; }; COMP_WORDS=(supervisor stop cr) COMP_CWORD=2
        _supervisor; printf '%s\n' "${COMPREPLY[@]}"
        """;
    Path script = Files.writeString(bench().launcher().world().resolve("tab"), complete);
    Path bash = share().resolve("bash-completion/completions/supervisor");
    assertThat(bench().launcher().script("bash '%s' '%s'".formatted(script, bash)).orFail().out())
        .isEqualTo("crew/dave\n");
  }
}
