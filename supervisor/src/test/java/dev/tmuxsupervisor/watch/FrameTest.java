package dev.tmuxsupervisor.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;

class FrameTest {
  private static final Contact LIVE = new Contact.Live();

  private static Listing listing(Row... rows) {
    Listing listing = new Listing();
    listing.update(List.of(rows));
    return listing;
  }

  @Test
  void theTableShowsStatesBySignAndWord() {
    String text =
        Rows.text(
            Rows.frame(listing(Rows.row("crew/a", "running"), Rows.row("b", "failed")), LIVE),
            6,
            90);
    assertThat(text.lines()).element(0).isEqualTo("1● 1✕  2 workers, by state");
    assertThat(text).contains("✕ failed", "● running", "because", "Enter attach");
  }

  @Test
  void everySizeIsFilledAndNoLineIsWiderThanTheTerminal() {
    Listing listing =
        listing(
            Rows.row("crew/日本語👨‍👩‍👧", "running", "\u001b[31m日本".repeat(90), "\u202e❤️"),
            Rows.row("x".repeat(300), "backing_off", "", ""),
            Rows.row("b", "failed"));
    Pane pane = new Pane("crew/a", List.of("one", "日本".repeat(99)), true, 0);
    Paint paint = new Paint(true, new Fit(false));
    for (Contact contact : List.of(LIVE, new Contact.Waiting(), new Contact.Lost("gone 日本"))) {
      for (Optional<Pane> below : List.of(Optional.<Pane>empty(), Optional.of(pane))) {
        Frame frame = new Frame(paint, listing, contact, Wording.KEYS, below);
        for (int height = 1; height < 14; height++) {
          for (int width = 1; width < 130; width += width < 40 ? 1 : 15) {
            List<AttributedString> lines = frame.lines(height, width);
            assertThat(lines).hasSize(height);
            int most = width;
            assertThat(lines)
                .as("%d columns", width)
                .allMatch(line -> Fit.width(line.toString()) <= most);
          }
        }
      }
    }
  }

  /** Red when rows are drawn as they were told last. */
  @Test
  void nobodyIsShownAsRunningWhenTheServerIsAway() {
    Frame frame =
        Rows.frame(listing(Rows.row("a", "running")), new Contact.Lost("the server went away"));
    String text = Rows.text(frame, 6, 90);
    assertThat(text)
        .startsWith(" sup:down ")
        .contains("the server went away", "? unknown", "was running")
        .doesNotContain("●");
    assertThat(frame.lines(6, 90).get(2).styleAt(10))
        .isNotEqualTo(AttributedStyle.DEFAULT.foreground(2));
  }

  /** Red when no news gets old. */
  @Test
  void silenceIsNotTakenForHealth() {
    News told = new News.Fleet(List.of(), 1000);
    assertThat(Contact.of(told, 1000 + Duration.ofSeconds(9).toNanos())).isEqualTo(LIVE);
    assertThat(Contact.of(told, 1000 + Duration.ofSeconds(11).toNanos()))
        .isInstanceOf(Contact.Lost.class);
    assertThat(Contact.of(new News.Awaited(0), Duration.ofSeconds(11).toNanos()))
        .isInstanceOf(Contact.Lost.class);
  }

  @Test
  void anEmptyFleetSaysHowToStartOne() {
    assertThat(Rows.text(Rows.frame(listing(), LIVE), 5, 90)).contains("supervisor spawn");
    Listing filtered = listing(Rows.row("a", "running"));
    filtered.filter("zzz");
    assertThat(Rows.text(Rows.frame(filtered, LIVE), 5, 90)).contains("no worker with 'zzz'");
  }

  @Test
  void withoutColoursThereAreNone() {
    Frame frame =
        new Frame(
            new Paint(false, new Fit(true)),
            listing(Rows.row("a", "failed"), Rows.row("b", "running")),
            LIVE,
            "",
            Optional.empty());
    for (AttributedString line : frame.lines(6, 60)) {
      assertThat(line.toAnsi()).doesNotContainPattern("\u001b\\[[0-9;]*3[0-9]");
    }
    assertThat(Rows.text(frame, 6, 60)).contains("x failed", "* running");
  }

  @Test
  void ofManyRowsOnlyThoseThatAreSeenAreDrawn() {
    Listing listing = new Listing();
    listing.update(
        IntStream.range(0, 500).mapToObj(i -> Rows.row("w%03d".formatted(i), "running")).toList());
    listing.move(400);
    assertThat(Rows.text(Rows.frame(listing, LIVE), 10, 80))
        .contains("w400")
        .doesNotContain("w300");
  }
}
