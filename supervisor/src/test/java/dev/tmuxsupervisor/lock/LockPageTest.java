package dev.tmuxsupervisor.lock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page that other programs are written by tells each field that is written, and no other. */
final class LockPageTest {
  private static final Path PAGE =
      Path.of("src/main/resources/dev/tmuxsupervisor/manual/supervisor-worker-lock.7");
  private static final Pattern FIELD = Pattern.compile("(?m)^\\.TP\n\\.B ([a-z_]+)$");

  @Test
  void everyFieldOfALockIsExplainedAndNoOther() throws IOException {
    Set<String> written = new TreeSet<>();
    for (int seed = 0; seed < 50; seed++) {
      written.addAll(fields(new ObjectMapper().readTree(LockJson.print(LockSamples.held(seed)))));
      written.addAll(fields(new ObjectMapper().readTree(LockJson.print(LockSamples.byHand(seed)))));
    }
    Set<String> told =
        FIELD
            .matcher(Files.readString(PAGE))
            .results()
            .map((MatchResult field) -> field.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(told).isEqualTo(written).contains("tmux_pane", "until_boottime_ms", "box");
  }

  private static Set<String> fields(JsonNode json) {
    Set<String> fields = new TreeSet<>();
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      fields.add(field.getKey());
      fields.addAll(fields(field.getValue()));
    }
    return fields;
  }

  @Test
  void theExampleIsALockThatIsRead() throws Exception {
    String page = Files.readString(PAGE).replace("\\-", "-");
    String example = page.substring(page.indexOf(".nf\n{\n") + 4, page.indexOf("\n}\n.fi") + 3);
    LockRecord lock = LockJson.parse(example);
    assertThat(lock.holding()).isPresent();
    assertThat(lock.holding().orElseThrow().place()).isPresent();
    assertThat(new String(LockJson.print(lock), java.nio.charset.StandardCharsets.UTF_8).strip())
        .isEqualToIgnoringWhitespace(example);
  }
}
