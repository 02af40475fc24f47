package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The tour, typed line by line: it shows what the program prints, but for pids, times and paths.
 */
class TourIT {
  private static final List<String> LOOKS =
      List.of("supervisor list", "supervisor runs", "supervisor wait");

  @Test
  void everyBlockPrintsWhatTheTourShows() throws Exception {
    List<Transcript.Example> examples = Transcript.of("src/docs/tour.md");
    assertThat(examples).hasSizeGreaterThan(15);
    try (Reader reader = Reader.create()) {
      for (Transcript.Example example : examples) {
        if (example.command().startsWith("supervisor attach")) {
          reader.sees(example.command(), example.output());
        } else if (LOOKS.stream().anyMatch(example.command()::startsWith)) {
          // A person who looks too early looks again.
          AttachedClient.await().untilAsserted(() -> type(reader, example));
        } else {
          type(reader, example);
        }
      }
    }
  }

  private static void type(Reader reader, Transcript.Example example) throws Exception {
    assertThat(Transcript.countingShape(reader.types(example.command())))
        .as(example.command())
        .isEqualTo(Transcript.countingShape(example.output()));
  }
}
