package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tmuxsupervisor.e2e.Launcher.Result;
import dev.tmuxsupervisor.e2e.Launcher.Running;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Loop locks through the launcher, beside flock(1), which takes the lock as ralph does. */
class HoldIT {
  private Launcher launcher;
  private Path lock;
  private final List<Process> holders = new ArrayList<>();

  @BeforeEach
  void open() throws Exception {
    launcher = Launcher.create();
    lock = launcher.world().resolve(".ralph/loop.lock");
  }

  @AfterEach
  void close() throws Exception {
    holders.forEach(Process::destroyForcibly);
    launcher.script("tmux -S ./outer kill-server");
    launcher.close();
  }

  private int flock() throws Exception {
    return launcher.script("flock -n " + lock + " true").exit();
  }

  private Running holding(String... words) throws Exception {
    Running holder = launcher.start(words);
    holders.add(holder.process());
    await().atMost(30, TimeUnit.SECONDS).until(() -> comm(holder.process()).equals("sleep"));
    return holder;
  }

  private static String comm(Process process) throws Exception {
    Path comm = Path.of("/proc", Long.toString(process.pid()), "comm");
    return Files.exists(comm) ? Files.readString(comm).strip() : "";
  }

  @Test
  void theProgramIsTheLaunchersProcessAndFindsEverythingAsItWas() throws Exception {
    launcher.without("LANG").with("LC_ALL", "C");
    String look =
        "echo pid $$; ls /proc/$$/fd; grep Sig[BI] /proc/self/status; umask; env | sort; ulimit -Sn; nice";
    String script =
        """
        trap '' USR1 PIPE
        umask 027
        renice -n 3 $$ >/dev/null
        exec 7</dev/null
        sh -c '%s' &
        wait
        $supervisor hold -- sh -c '%s; exit 7' &
        echo pid $!
        wait $!
        echo exit $?
        $supervisor hold -- printf '%%s|' 'a b' "$(printf '\\377')" '' '$x' | od -An -c
        $supervisor hold -- sh -c 'kill -TERM $$'
        echo exit $?
        with="env -u PWD -u _ LC_ALL= BYTES=$(printf '\\377') BASH_FUNC_f%%%%=x"
        $with env -0 | sort -z >expected
        $with $supervisor hold -- env -0 | sort -z | cmp - expected; echo environment $?
        $supervisor hold -- no-such-program; echo exit $?
        """
            .formatted(look, look);
    Result result = launcher.script(script);

    List<String> lines = result.out().lines().toList();
    int end = lines.indexOf("exit 7");
    assertThat(end).as(result.out() + result.err()).isPositive();
    // Of both looks, and of the shell that started the second, only the pids differ.
    List<String> looks = new ArrayList<>(lines.subList(0, end));
    looks.removeIf(line -> line.startsWith("pid "));
    // Signals 32 and 33 are the C library's own.
    looks.replaceAll(line -> line.startsWith("Sig") ? line.substring(line.length() - 7) : line);
    assertThat(looks.subList(looks.size() / 2, looks.size()))
        .isEqualTo(looks.subList(0, looks.size() / 2));
    List<String> pids = lines.stream().filter(line -> line.startsWith("pid ")).toList();
    assertThat(pids).hasSize(3).satisfies(it -> assertThat(it.get(1)).isEqualTo(it.get(2)));
    assertThat(result.out())
        .contains("a       b   | 377   |   |   $   x   |")
        .contains("exit 143")
        .contains("environment 0") // red with the variables as the launcher's shell has them
        .endsWith("exit 5\n");
    assertThat(result.err()).contains("no program no-such-program");
  }

  /** Red with {@code --inheritable}, as the second half shows, and with a close-on-exec lock. */
  @Test
  void theLockLastsThroughEveryExecAndNoTmuxServerInheritsIt() throws Exception {
    String program =
        "tmux -f /dev/null -S ./outer new-session -d 'sleep 1000'; (sleep 30; :) & exec sleep 1000";
    Running holder = holding("hold", "--reason", "ours", "--", "sh", "-c", program);
    assertThat(flock()).isEqualTo(1);
    // Left by a JVM that was told to take no signals, unless nobody may attach to it; an older one
    // of that pid is another's.
    File socket = new File("/tmp/.java_pid" + holder.process().pid());
    assertThat(socket.lastModified()).isLessThan(lock.resolveSibling("").toFile().lastModified());
    assertThat(Files.readString(lock)).contains("\"pid\": " + holder.process().pid(), "ours");
    assertThat(launcher.run("hold", "--", "true"))
        .satisfies(refused -> {
          assertThat(refused.exit()).isEqualTo(4);
          assertThat(refused.err()).contains("held by pid " + holder.process().pid(), "ours");
        });
    assertThat(launcher.run("hold", "--wait=100ms", "--", "true").exit()).isEqualTo(124);
    assertThat(launcher.run("hold", "--status").exit()).isEqualTo(4);

    Running waiting = launcher.start("hold", "--wait", "--", "echo", "got it");
    await().until(() -> Files.readString(waiting.err()).contains("waiting: "));
    holder.process().destroyForcibly();
    assertThat(waiting.await().orFail().out()).isEqualTo("got it\n");
    await().until(() -> flock() == 0);
    launcher.script("tmux -S ./outer has-session").orFail();
    assertThat(launcher.run("hold", "--status").orFail().out()).startsWith("stale: ");
    launcher.script("tmux -S ./outer kill-server").orFail();

    Running leaking = holding("hold", "--inheritable", "--", "sh", "-c", program);
    leaking.process().destroyForcibly().waitFor();
    assertThat(flock()).isEqualTo(1);
    assertThat(launcher.run("hold", "--status").out()).contains("which is over and left it to");
  }

  @Test
  void whatAnotherProgramHoldsOrWroteIsRespected() throws Exception {
    RalphLoop ralph = new RalphLoop(lock);
    try (ralph) {
      assertThat(ralph.tryAcquire("ralph's")).isEmpty();
      assertThat(launcher.run("hold", "--", "true"))
          .satisfies(refused -> {
            assertThat(refused.exit()).isEqualTo(4);
            assertThat(refused.err())
                .contains("held by pid " + ProcessHandle.current().pid(), "ralph's");
          });
    }
    Running holder = holding("hold", "--reason", "ours", "--", "sleep", "1000");
    JsonNode refused = ralph.tryAcquire("ralph's").orElseThrow();
    assertThat(refused.get("pid").asLong()).isEqualTo(holder.process().pid());
    assertThat(refused.get("prompt").asText()).isEqualTo("ours");
    assertThat(ralph.isLocked()).isTrue();
    holder.process().destroyForcibly();
    try (ralph) {
      await().until(() -> ralph.tryAcquire("ralph's").isEmpty());
    }
    Process other =
        new ProcessBuilder("flock", lock.toString(), "sh", "-c", "echo; sleep 1000").start();
    try {
      other.getInputStream().read();
      assertThat(launcher.run("hold", "--", "true").exit()).isEqualTo(4);
      assertThat(launcher.run("hold", "--status", "--json").out()).contains("\"held\"");
    } finally {
      other.descendants().forEach(ProcessHandle::destroyForcibly);
      other.destroyForcibly();
    }
    await().until(() -> flock() == 0);
    assertThat(launcher.run("hold", "--status").orFail().out()).startsWith("stale: ");

    Path notes = Files.writeString(launcher.world().resolve("notes"), "mine\n");
    assertThat(launcher.run("hold", "--lock-file", "notes", "--", "true").exit()).isEqualTo(2);
    assertThat(notes).hasContent("mine");
    Files.createSymbolicLink(launcher.world().resolve("link"), notes);
    assertThat(launcher.run("hold", "--lock-file", "link", "--", "true").exit()).isEqualTo(2);
    assertThat(launcher.run("hold", "--wait", ".", "--", "true").exit()).isZero();
    assertThat(launcher.run("hold", "--wait", "--fail", "--", "true").exit()).isEqualTo(2);
    assertThat(launcher.run("hold").exit()).isEqualTo(2);
  }

  @Test
  void aSecondLoopGoesToAWorktreeOfItsOwn() throws Exception {
    launcher
        .script(
            "git init -q town && cd town && git -c user.name=a -c user.email=a@b.c commit -q"
                + " --allow-empty -m first")
        .orFail();
    Running holder = holding("hold", "town", "--", "sleep", "1000");
    Result second = launcher.run("hold", "--worktree", "town", "--", "pwd").orFail();
    Path worktree = launcher.world().resolve("town/.worktrees/town-2");
    assertThat(second.out()).isEqualTo(worktree.toRealPath() + "\n");
    assertThat(second.err()).contains("branch supervisor/town-2");
    assertThat(worktree.resolve(".ralph/loop.lock")).exists();
    holder.process().destroyForcibly();
  }
}
