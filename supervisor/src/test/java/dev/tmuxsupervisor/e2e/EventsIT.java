package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tmuxsupervisor.e2e.Launcher.Result;
import dev.tmuxsupervisor.e2e.Launcher.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EventsIT extends OnBench {
  @Test
  void peopleReadOneLineAnEventAndProgramsTheJournalsOwn() throws Exception {
    assertThat(bench().run("events").orFail().out()).isEmpty();
    bench().launcher().with("TZ", "Asia/Tokyo");
    bench().spawn("crew/dave", "sleep", "1000");
    bench().spawn("w", "sleep", "1000");
    bench().run("stop", "--kill", "crew/dave").orFail();

    List<String> lines = bench().run("events").orFail().out().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.getFirst()).matches("20[0-9-]{8} [0-9:]{8}  crew/dave +spawn +started");
    assertThat(lines.getLast()).matches(".*  crew/dave +stop +stopped");

    Path journal = bench().launcher().state().resolve("journal.jsonl");
    assertThat(bench().run("events", "--json").orFail().out()).isEqualTo(Files.readString(journal));
    String at =
        new ObjectMapper().readTree(Files.readAllLines(journal).getFirst()).path("at").asText();
    assertThat(lines.getFirst())
        .startsWith(
            java.time.Instant.parse(at)
                .atZone(java.time.ZoneId.of("Asia/Tokyo"))
                .format(java.time.format.DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")));

    assertThat(bench().run("events", "-n", "1").orFail().out()).hasLineCount(1).contains("stop");
    assertThat(bench().run("events", "crew/*").orFail().out()).hasLineCount(2);
    assertThat(bench().run("events", "*").orFail().out()).hasLineCount(1).contains("  w ");
    for (String wrong : List.of("../x", "crew/[", "")) {
      Result refused = bench().run("events", wrong);
      assertThat(refused.exit()).as("%s", refused).isEqualTo(2);
    }
    assertThat(bench().run("events", "-n", "-1").exit()).isEqualTo(2);
  }

  @Test
  void whoFollowsSeesWhatHappensUntilTheyGoAwayOrTheServerDoes() throws Exception {
    bench().spawn("w", "sleep", "1000");
    Running follower = bench().launcher().startInterruptible("events", "-f", "--json");
    await().until(() -> Files.readString(follower.out()).contains("\"spawn\""));
    Running head = bench().launcher().startInterruptible("events", "-f", "-n", "1");

    Path journal = bench().launcher().state().resolve("journal.jsonl");
    String line = "{\"at\":\"2026-01-02T03:04:05Z\",\"event\":\"x\",\"worker\":\"w\"}\n";
    Files.writeString(journal, line.substring(0, 20), StandardOpenOption.APPEND);
    Files.writeString(journal, line.substring(20), StandardOpenOption.APPEND);
    await().until(() -> Files.readString(follower.out()).equals(Files.readString(journal)));
    String clients =
        follower.process().descendants().map(it -> " " + it.pid()).collect(Collectors.joining());
    bench().launcher().script("kill -INT" + clients).orFail();
    assertThat(follower.await().exit()).isEqualTo(130);
    await().until(() -> bench().data("server", "status").path("connections").asInt() == 2);

    await().until(() -> Files.readString(head.out()).contains("  w "));
    bench().run("server", "stop").orFail();
    Result end = head.await();
    assertThat(end.exit()).isEqualTo(1);
    assertThat(end.err()).contains("the server ends", "supervisor events -f");
  }

  @Test
  void aReaderThatHasSeenEnoughEndsItQuietly() throws Exception {
    bench().spawn("w", "sleep", "1000");
    Path journal = bench().launcher().state().resolve("journal.jsonl");
    String line = Files.readString(journal);
    Files.writeString(journal, line.repeat(2000), StandardOpenOption.APPEND);
    Result piped =
        bench().launcher().script("\"$supervisor\" events -n 2000 -f --json | head -n 1").orFail();
    assertThat(piped.out()).isEqualTo(line);
    assertThat(piped.err()).isEmpty();
  }
}
