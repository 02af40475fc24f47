package dev.tmuxsupervisor.manual;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.tmuxsupervisor.command.CommandModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the pages and the completions below a folder {@code share}; the build's, not the user's.
 */
public final class ManualMain {
  private ManualMain() {}

  /** The arguments are the folder, the version, and when that was made (ISO 8601). */
  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      throw new IllegalArgumentException("usage: ManualMain FOLDER VERSION TIMESTAMP");
    }
    write(Path.of(args[0]), Release.of(args[1], args[2], System.getenv()));
  }

  static void write(Path share, Release release) throws IOException {
    clear(share.resolve("man")); // pages of verbs that are no more
    for (Map.Entry<String, String> file : files(release).entrySet()) {
      Path path = share.resolve(file.getKey());
      MoreFiles.createParentDirectories(path);
      Files.writeString(path, file.getValue());
    }
  }

  private static void clear(Path folder) throws IOException {
    if (Files.exists(folder)) {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }

  /** All of them, by their place below {@code share}. */
  static Map<String, String> files(Release release) throws IOException {
    Verb program = new Verb(CommandModel.all());
    Map<String, String> files = new TreeMap<>();
    new Pages(program, release).all().forEach((page, text) -> files.put("man/" + page, text));
    files.put("bash-completion/completions/supervisor", BashCompletion.of(program));
    files.put("zsh/site-functions/_supervisor", ZshCompletion.of(program));
    files.put("fish/vendor_completions.d/supervisor.fish", FishCompletion.of(program));
    return files;
  }
}
