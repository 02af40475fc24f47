package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.scan.Skips;
import java.util.List;
import picocli.CommandLine.Option;

/** What a verb that reads trees passes over. */
final class SkipOptions {
  @Option(
      names = "--skip",
      paramLabel = "NAME",
      description =
          "Pass over directories of this name too, or of names that begin so: --skip 'out-*'. Repeatable; [scan] skip in config.toml adds to these for good.")
  private List<String> more = List.of();

  @Option(
      names = "--no-skip",
      description =
          "Pass over nothing but what --skip says. Usually skipped: .git node_modules vendor target build dist .gradle .m2 bazel-* .dolt-data .dolt-backup .venv.")
  private boolean nothing;

  Skips skips(Desk desk) throws CommandFailure {
    Skips usual = nothing ? Skips.NONE : Discovery.skips(desk);
    try {
      return usual.plus(more);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ErrorCode.USAGE,
          "--skip: " + Printable.of(String.valueOf(e.getMessage())),
          "such as --skip generated");
    }
  }
}
