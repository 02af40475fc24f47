package dev.tmuxsupervisor.fleet;

import com.google.common.collect.ImmutableList;
import java.util.List;

/** What the files may say, for those who explain them: the very keys that their readers know. */
public final class Vocabulary {
  /**
   * A key.
   *
   * @param name as it stands in the file
   * @param example a line that is right
   * @param meaning in whole sentences, with its default
   */
  public record Word(String name, String example, String meaning) {}

  private Vocabulary() {}

  /** Of a worker's section of {@code supervisor.toml}. */
  public static List<Word> ofFleetFile() {
    return words(Key.ALL);
  }

  /** Of an agent's section there. */
  public static List<Word> ofAgent() {
    return words(AgentKey.ALL);
  }

  /** Names of the tables of {@code config.toml}. */
  public static List<String> tablesOfConfig() {
    return ConfigFile.TABLES.keySet().asList();
  }

  /** Of a table of {@code config.toml}. */
  public static List<Word> ofConfig(String table) {
    return words(ConfigFile.TABLES.getOrDefault(table, ImmutableList.of()));
  }

  private static List<Word> words(List<? extends FileKey> keys) {
    return keys.stream().map(key -> new Word(key.text(), key.example(), key.meaning())).toList();
  }
}
