package dev.tmuxsupervisor.tmux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class LanesTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @RegisterExtension final TmuxFixture fixture = new TmuxFixture();

  @TempDir Path folder;

  /** Red when {@code Lanes.next} takes one call at a time. */
  @Test
  void whoeverComesWhileClientsRunSharesTheNextAndGetsAnAnswerOfItsOwn() throws Exception {
    Lanes lanes = new Lanes(new Client());
    List<Errand> errands = new ArrayList<>();
    List<Future<Answer<Exit>>> answers = new ArrayList<>();
    try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 60; i++) {
        Errand errand = echoed("text " + i);
        errands.add(errand);
        answers.add(many.submit(() -> lanes.run(errand, Deadline.in(LONG))));
      }
      Files.createFile(folder.resolve("go"));
    }
    for (int i = 0; i < errands.size(); i++) {
      Nonce nonce = errands.get(i).nonce();
      String text = "text " + i;
      assertThat(answers.get(i).resultNow())
          .isInstanceOfSatisfying(
              Running.class,
              running ->
                  assertThat(Entry.parse(((Exit) running.content()).out(), nonce))
                      .singleElement()
                      .satisfies(entry -> assertThat(entry.fields()).containsExactly(text)));
    }
    assertThat(Files.readAllLines(folder.resolve("clients"))).hasSizeLessThan(30);
  }

  @Test
  void errandsThatNeedAnotherDirectoryGoByThemselves() throws IOException {
    Errand here = echoed("x");
    Errand there =
        new Errand(here.argv(), here.environment(), folder, here.nonce(), here.commands());
    assertThat(here.sharesClientWith(echoed("y"))).isTrue();
    assertThat(here.sharesClientWith(there)).isFalse();
  }

  @Test
  void oneThatFailsLeavesTheOthersAlone() {
    fixture.create("w");
    Nonce first = Nonce.fresh();
    Nonce second = Nonce.fresh();
    Call failing =
        call(
            first, Head.command(first) + "\nkill-session -t =none ; " + first.say(Kind.END) + "\n");
    Call good = call(second, Head.command(second) + "\n" + second.say(Kind.END) + "\n");

    new Lanes(new Client()).serve(List.of(failing, good));

    assertThat(judged(good)).isInstanceOf(Running.class);
    assertThat(judged(failing))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.text()).contains("can't find session"));
  }

  /** Red when {@code Lanes.share} tells each all that tmux complained of. */
  @Test
  void oneThatEndsEarlyIsNotToldWhyAnotherFailed() {
    fixture.create("w");
    Nonce first = Nonce.fresh();
    Nonce second = Nonce.fresh();
    Nonce third = Nonce.fresh();
    Call failing =
        call(
            first, Head.command(first) + "\nkill-session -t =none ; " + first.say(Kind.END) + "\n");
    Call early = call(second, Head.command(second) + "\n");
    Call alsoFailing =
        call(third, Head.command(third) + "\nkill-pane -t %999 ; " + third.say(Kind.END) + "\n");

    new Lanes(new Client()).serve(List.of(failing, early, alsoFailing));

    assertThat(judged(early))
        .isInstanceOfSatisfying(
            Unreachable.class,
            unreachable -> assertThat(unreachable.reason()).isEqualTo(Reason.GARBLED));
    assertThat(judged(failing))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.text()).isEqualTo("can't find session: none"));
    assertThat(judged(alsoFailing))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.text()).isEqualTo("can't find pane: %999"));
  }

  /** Red when {@code Lanes.together} does not try each by itself: tmux then runs none of them. */
  @Test
  void oneThatCannotBeReadLeavesTheOthersAlone() {
    fixture.create("w");
    Nonce first = Nonce.fresh();
    Nonce second = Nonce.fresh();
    Call unreadable = call(first, Head.command(first) + "\nno-such-command\n");
    Call good = call(second, Head.command(second) + "\n" + second.say(Kind.END) + "\n");

    new Lanes(new Client()).serve(List.of(good, unreadable));

    assertThat(judged(good)).isInstanceOf(Running.class);
    assertThat(judged(unreadable)).isInstanceOf(Unreachable.class);
  }

  private static Answer<Reply> judged(Call call) {
    return call.answer().join().then(exit -> Classifier.judge(exit, call.errand().nonce()));
  }

  private Call call(Nonce nonce, String commands) {
    List<String> argv =
        List.of("/usr/bin/tmux", "-u", "-S", fixture.socket().toString(), "source-file", "-");
    return new Call(
        new Errand(argv, fixture.environment(), Exchange.ANYWHERE, nonce, commands),
        Deadline.in(LONG));
  }

  /** For a client that waits, counts itself, and prints what it is told. */
  private Errand echoed(String text) {
    Nonce nonce = Nonce.fresh();
    String client =
        "echo >>%1$s/clients; until [ -e %1$s/go ]; do sleep 0.01; done; cat".formatted(folder);
    return new Errand(
        List.of("/bin/sh", "-c", client),
        fixture.environment(),
        Exchange.ANYWHERE,
        nonce,
        nonce.format(Kind.SCREEN, List.of(text)));
  }
}
