"""What a user waits for at the prompt: a command, the first command, a spawn."""

import os
import pathlib
import sys
import time

import jvm
from installed import Installed
from row import Row
from supervisord import Supervisord
from timed import in_turns, process

WORKERS = 10
CACHES = pathlib.Path("/proc/sys/vm/drop_caches")


def warm(options):
    row = Row(
        f"a command on a warm server (`list --json`, {WORKERS} workers)",
        "a hello in Java, `tmux list-sessions`, `supervisorctl status`",
        "at most 1.6 × hello, wall and CPU; under half of supervisorctl",
    )
    with Installed() as world, Supervisord(world, WORKERS) as other:
        for number in range(WORKERS):
            world.supervisor("spawn", f"w{number}", "--create", "--settle", "0s", "--", "sleep", "infinity")

        def of_world(*words):
            return lambda: process(words, cwd=world.town, env=world.environment)

        ways = {
            "supervisor list": of_world(world.launcher, "list", "--json"),
            "hello": of_world(*jvm.hello(world)),
            "tmux list-sessions": of_world("tmux", "-S", world.tmux_socket, "list-sessions"),
        }
        if not other.missing:
            ways["supervisorctl status"] = of_world(*other.status())
        for _ in range(100):  # a server that runs for a while
            ways["supervisor list"]()
        row.samples = in_turns(ways, 10 * options.rounds)
    for kind in ("wall", "cpu"):
        ours, hello = (row.samples[name][kind]["median"] for name in ("supervisor list", "hello"))
        row.say(f"{kind} {ours:.0f} ms, {ours / hello:.2f} × hello", ours <= 1.6 * hello)
        if not other.missing:
            theirs = row.samples["supervisorctl status"][kind]["median"]
            row.say(f"{ours / theirs:.2f} × supervisorctl", ours < 0.5 * theirs)
    return row


def cold(options):
    row = Row(
        "the first command, which starts the server",
        "the same without the caches of classes",
        "under 700 ms, and at least twice as fast as without",
    )
    with Installed() as world:
        bare = world.library("bare", caches=False)

        def first(environment, dropped):
            def way():
                server = world.server()
                world.supervisor("server", "stop")
                while os.path.exists(f"/proc/{server}"):  # on a cold machine there is none that ends
                    time.sleep(0.01)
                if dropped:
                    os.sync()
                    CACHES.write_text("3\n")
                return process([world.launcher, "list"], env=environment, cwd=world.town)

            return way

        ways = {}
        for dropped in (False, True) if os.access(CACHES, os.W_OK) else (False,):
            read = ", files not in memory" if dropped else ""
            ways["with caches" + read] = first(world.environment, dropped)
            ways["without" + read] = first(world.environment | {"SUPERVISOR_LIB": str(bare)}, dropped)
        row.samples = in_turns(ways, 2 * options.rounds, 1)
    ours, bare = (row.samples[name]["wall"]["median"] for name in ("with caches", "without"))
    row.say(f"{ours:.0f} ms", ours < 700)
    row.say(f"{bare / ours:.1f} × as fast as without", bare >= 2 * ours)
    return row


def spawned(options):
    row = Row(
        "`spawn` on a warm server", "bare `tmux new-session -d` and two fsyncs", "at most 60 ms more"
    )
    with Installed() as world:
        numbers = iter(range(sys.maxsize))
        bare = world.path / "bare"
        files = [world.path / "first", world.path / "second"]

        def spawn(*more):
            words = (f"w{next(numbers)}", "--create", *more, "--", "sleep", "infinity")
            return process([world.launcher, "spawn", *words], cwd=world.town, env=world.environment)

        def new_session():
            tmux = f"tmux -f /dev/null -S {bare} new-session -d -s b{next(numbers)} 'sleep infinity'"
            script = f"{tmux} && echo . >>{files[0]} && echo . >>{files[1]} && sync {files[0]} {files[1]}"
            return process(["sh", "-c", script], cwd=world.town, env=world.environment)

        ways = {"spawn --settle 0s": lambda: spawn("--settle", "0s"), "spawn": spawn, "tmux new-session, 2 fsyncs": new_session}
        try:
            row.samples = in_turns(ways, 5 * options.rounds, 5)
        finally:
            world.tmux("kill-server", socket=bare, check=False)
    ours, theirs = (row.samples[name]["wall"]["median"] for name in ("spawn --settle 0s", "tmux new-session, 2 fsyncs"))
    row.say(f"{ours:.0f} ms, {ours - theirs:.0f} ms more", ours - theirs <= 60)
    return row


ROWS = {"warm": warm, "cold": cold, "spawn": spawned}
