package dev.tmuxsupervisor.judge;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Knows coding agents by their programs' names: editors, servers and shells have others. */
final class AgentPrograms {
  /** The names that their own packages install. */
  private static final Set<String> AGENTS =
      Set.of(
          "aider",
          "amp",
          "auggie",
          "claude",
          "codex",
          "copilot",
          "crush",
          "cursor-agent",
          "droid",
          "gemini",
          "goose",
          "grok",
          "kimi",
          "opencode",
          "qwen");

  private static final Set<String> SHELLS =
      Set.of(
          "sh", "bash", "dash", "zsh", "ksh", "mksh", "fish", "tcsh", "csh", "ash", "busybox",
          "nu");

  /** They run what the next word names. */
  private static final Pattern INTERPRETER =
      Pattern.compile("(node|nodejs|bun|deno|tsx|python|pypy|ruby|perl)[0-9.]*");

  /** They run anything at all: their own name says nothing about it. */
  private static final Set<String> LAUNCHERS =
      Set.of(
          "env", "npm", "npx", "pnpm", "yarn", "uv", "uvx", "pipx", "make", "just", "task", "cargo",
          "go", "mvn", "gradle", "java", "docker", "podman", "ssh", "sudo", "nice", "nohup",
          "timeout", "script", "strace", "tmux");

  private static final Pattern SUFFIX = Pattern.compile("\\.(js|mjs|cjs|ts|py|sh|rb|pl|exe)$");

  private AgentPrograms() {}

  /** Whether this is a coding agent, or the same program as the worker's own. */
  static boolean isOne(Dweller dweller, List<String> workersArgv) {
    Set<String> names = names(dweller.command());
    names.add(dweller.comm());
    return names.stream().anyMatch(name -> AGENTS.contains(name))
        || program(workersArgv).filter(names::contains).isPresent();
  }

  /** Whether it is a shell that waits for somebody to type. */
  static boolean isBareShell(Dweller dweller) {
    List<String> command = dweller.command();
    return !command.isEmpty()
        && SHELLS.contains(base(command.getFirst()))
        && command.stream().skip(1).allMatch(word -> word.startsWith("-"));
  }

  /** The name by which a command's program is told from others, if it has such a name. */
  private static Optional<String> program(List<String> argv) {
    if (argv.isEmpty()) {
      return Optional.empty();
    }
    String first = base(argv.getFirst());
    boolean runsAnother = SHELLS.contains(first) || INTERPRETER.matcher(first).matches();
    return (runsAnother ? script(argv) : Optional.of(first))
        .filter(name -> !LAUNCHERS.contains(name) && !SHELLS.contains(name));
  }

  private static Set<String> names(List<String> command) {
    Set<String> names = new LinkedHashSet<>();
    program(command).ifPresent(names::add);
    return names;
  }

  /** What an interpreter runs: the first word that is no option, or the module behind -m. */
  private static Optional<String> script(List<String> argv) {
    for (String word : argv.subList(1, argv.size())) {
      if (word.equals("-c") || word.equals("-e")) {
        return Optional.empty(); // a script without a name
      }
      if (!word.startsWith("-")) {
        return Optional.of(base(word));
      }
    }
    return Optional.empty();
  }

  /** A login shell is called by its name with a dash before it. */
  private static String base(String word) {
    String name = word.substring(word.lastIndexOf('/') + 1);
    name = name.startsWith("-") ? name.substring(1) : name;
    return SUFFIX.matcher(name).replaceFirst("");
  }
}
