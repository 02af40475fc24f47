package dev.tmuxsupervisor.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tmuxsupervisor.fleet.Settings.Breaker;
import dev.tmuxsupervisor.fleet.Settings.DirectoryRule;
import dev.tmuxsupervisor.tmux.SessionName;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.AgentVariable;
import dev.tmuxsupervisor.worker.PolicyText;
import dev.tmuxsupervisor.worker.Spans;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the keys of one section. */
final class SectionReader {
  private final Spot spot;
  private final NameGlob glob;
  private final JsonNode keys;
  private final Map<String, AgentProfile> agents;
  private final KeyReader reader;

  SectionReader(Spot spot, NameGlob glob, JsonNode keys, Map<String, AgentProfile> agents) {
    this.spot = spot;
    this.glob = glob;
    this.keys = keys;
    this.agents = agents;
    reader = new KeyReader(spot, keys);
  }

  Settings read() throws InvalidFleetFile {
    requireKnown();
    Map<String, String> env = env();
    Optional<List<String>> passEnv = passEnv(env);
    Optional<List<String>> command = reader.command(Key.COMMAND);
    Optional<List<String>> resume = reader.command(Key.RESUME);
    Optional<AgentProfile> agent = agent();
    return new Settings(
        agent.map(AgentProfile::command).or(() -> command),
        resume.or(() -> agent.flatMap(AgentProfile::resume)),
        env,
        passEnv,
        reader.value(Key.RESTART, PolicyText::restart),
        reader.value(Key.BACKOFF, PolicyText::backoff),
        reader.value(Key.MAX_RESTARTS, text -> new Breaker(PolicyText.limit(text))),
        reader.value(Key.STOP_TIMEOUT, Spans::parse),
        reader.value(Key.DIRECTORY, this::directory),
        reader.value(Key.SESSION, this::session),
        reader.value(Key.TMUX_SOCKET, SectionReader::socket));
  }

  private void requireKnown() throws InvalidFleetFile {
    for (Map.Entry<String, JsonNode> key : keys.properties()) {
      if (FileKey.texts(Key.ALL).contains(key.getKey())) {
        continue;
      }
      if (!key.getValue().isObject()) {
        throw spot.unknown(key.getKey(), FileKey.texts(Key.ALL));
      }
      String shown = Spot.shortened(key.getKey());
      throw spot.wrong(
          "there is no key " + shown,
          "did you mean [worker.\"%s/%s\"]? A name with '/' stands in quotes"
              .formatted(glob, shown));
    }
  }

  private Optional<AgentProfile> agent() throws InvalidFleetFile {
    Optional<String> name = reader.value(Key.AGENT, text -> text);
    if (name.isPresent() && keys.has(Key.COMMAND.text())) {
      throw spot.wrong(Key.AGENT, "it stands beside command, and both say what to start");
    }
    if (name.isPresent() && !agents.containsKey(name.get())) {
      throw spot.wrong(
          Key.AGENT.text() + ": there is no agent " + Spot.shortened(name.get()),
          "did you mean %s? Others are sections such as %s"
              .formatted(
                  NearestKey.of(name.get(), agents.keySet().stream().sorted().toList()),
                  Spot.agent(spot.file(), "mine").head()));
    }
    return name.map(agents::get);
  }

  private Map<String, String> env() throws InvalidFleetFile {
    Map<String, String> env = new LinkedHashMap<>();
    JsonNode table = keys.path(Key.ENV.text());
    if (!table.isMissingNode() && !table.isObject()) {
      throw spot.wrong(Key.ENV, "it is no table of texts");
    }
    for (Map.Entry<String, JsonNode> variable : table.properties()) {
      requireSettable(Key.ENV, variable.getKey());
      env.put(variable.getKey(), reader.text(Key.ENV, variable.getValue()));
    }
    return env;
  }

  private Optional<List<String>> passEnv(Map<String, String> env) throws InvalidFleetFile {
    Optional<List<String>> names = reader.texts(Key.PASS_ENV);
    for (String name : names.orElse(List.of())) {
      requireSettable(Key.PASS_ENV, name);
      if (env.containsKey(name)) {
        throw spot.wrong(Key.PASS_ENV, name + " stands in env too");
      }
    }
    return names;
  }

  private void requireSettable(Key key, String name) throws InvalidFleetFile {
    if (!AgentVariable.isSettable(name)) {
      throw spot.wrong(key, "'" + Spot.shortened(name) + "' cannot be set for an agent");
    }
  }

  private DirectoryRule directory(String text) {
    return switch (text) {
      case "existing" -> DirectoryRule.EXISTING;
      case "create" -> {
        requireExact();
        yield DirectoryRule.CREATE;
      }
      default -> throw new IllegalArgumentException("'" + text + "' is not existing or create");
    };
  }

  private String session(String text) {
    requireExact();
    return new SessionName(text).text();
  }

  private void requireExact() {
    if (!glob.isExact()) {
      throw new IllegalArgumentException(
          "that is for one worker, so its section needs a name without wildcards");
    }
  }

  private static Path socket(String text) {
    Path path = Path.of(text);
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException("'" + text + "' is no absolute path");
    }
    return new TmuxSocket(path).path();
  }
}
