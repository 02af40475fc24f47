"""Many workers: all started, all lost with their tmux server, one of many lost, and what many cost."""

import os
import pathlib
import random
import signal
import subprocess
import time

from figures import process, spread
from row import Row
from supervisord import Supervisord
from timed import in_turns
from timed import process as run
from world import Log, World

AGENT = pathlib.Path(__file__).resolve().parents[1] / "recovery/agent.c"
SESSIONS = 200
LONGEST = 300
RESTLESS = 'restart = "always"\nbackoff = "0s"\nmax_restarts = "unlimited"\ndirectory = "create"\n'


class Fleet(World):
    """Workers of a fleet file, in a tmux server with room for them; each agent tells when it began."""

    def __init__(self, size):
        super().__init__(AGENT)
        self.size = size
        self.log = Log(self.path / "log")
        self.loop_socket = self.path / "loop"

    def __enter__(self):
        super().__enter__()
        self.tmux_server(4 * self.size + 256)
        names = [f"fleet/w{number}" for number in range(self.size)]
        words = f'command = ["{self.agent}", "{self.log.path}"]\n{RESTLESS}'
        (self.town / "supervisor.toml").write_text("".join(f'[worker."{name}"]\n{words}' for name in names))
        return self

    def __exit__(self, *error):
        self.tmux("kill-server", socket=self.loop_socket, check=False)
        super().__exit__(*error)

    def run(self, *words):
        return run([self.launcher, *words], cwd=self.town, env=self.environment)

    def loop(self):
        """What a shell needs for as many sessions."""
        tmux = f"tmux -f /dev/null -S {self.loop_socket}"
        begin = f"{tmux} new-session -d -s base 'sleep infinity'"
        each = f"{tmux} new-session -d -s w$i '{self.agent} {self.log.path}.loop'"
        script = f"ulimit -n {4 * self.size + 256}; {begin}; i=0; while [ $i -lt {self.size} ]; do {each}; i=$((i+1)); done"
        took = run(["sh", "-c", script], cwd=self.town, env=self.environment)
        server = self.tmux("display-message", "-p", "#{pid}", socket=self.loop_socket).strip()
        self.tmux("kill-server", socket=self.loop_socket)
        while os.path.exists(f"/proc/{server}"):  # the next loop would meet it as it exits
            time.sleep(0.01)
        return took

    def began_after(self, moment):
        """When each worker's agent last began, of those that began after this."""
        return {worker: ns for worker, _, ns in self.log.lines() if ns > moment}

    def all_back(self, moment):
        """Milliseconds until the last of all agents had begun anew."""
        end = time.monotonic() + LONGEST
        while len(back := self.began_after(moment)) < self.size:
            if time.monotonic() > end:
                raise RuntimeError(f"{len(back)} of {self.size} came back")
            time.sleep(0.02)
        return (max(back.values()) - moment) / 1e6


def up(options):
    row = Row(f"`up` of {SESSIONS} workers", f"{SESSIONS} × `tmux new-session` in a shell loop", "not slower than the loop")
    with Fleet(SESSIONS) as fleet:
        fleet.server()

        def all_up():
            took = fleet.run("up", "--settle", "0s")  # the loop does not look whether they live, either
            fleet.supervisor("down")
            return took

        row.samples = in_turns({"supervisor up": all_up, "loop": fleet.loop}, options.rounds, 1)
    ours, loop = (row.samples[name]["wall"]["median"] for name in ("supervisor up", "loop"))
    row.say(f"{ours / 1000:.1f} s, {ours / loop:.2f} × the loop", ours <= loop)
    return row


def crash(options):
    row = Row(
        f"the tmux server of {SESSIONS} workers killed, until all are back",
        f"{SESSIONS} × `tmux new-session` in a shell loop",
        "at most 1.5 × the loop",
    )
    with Fleet(SESSIONS) as fleet:
        fleet.server()
        fleet.run("up")

        def killed():
            time.sleep(2)
            server = int(fleet.tmux("display-message", "-p", "#{pid}"))
            began = time.monotonic_ns()
            os.kill(server, signal.SIGKILL)
            return {"wall": fleet.all_back(began)}

        row.samples = in_turns({"supervisor": killed, "loop": fleet.loop}, options.rounds, 1)
    ours, loop = (row.samples[name]["wall"]["median"] for name in ("supervisor", "loop"))
    row.say(f"{ours / 1000:.1f} s, {ours / loop:.2f} × the loop", ours <= 1.5 * loop)
    return row


def one_of_many(options):
    size = 500
    row = Row(f"kill -9 of one of {size} agents, until its successor runs", "–", "p99 under 100 ms")
    with Fleet(size) as fleet:
        fleet.server()
        fleet.run("up")
        time.sleep(15)
        samples = []
        for _ in range(40 * options.rounds):
            samples.append(_back(fleet, random.randrange(size)))
            time.sleep(0.2)
        row.samples = {"supervisor": {"wall": spread(samples)}}
    figures = row.samples["supervisor"]["wall"]
    row.say(f"median {figures['median']:.0f} ms, p99 {figures['p99']:.0f} ms", figures["p99"] < 100)
    return row


def _back(fleet, number):
    worker = f"fleet/w{number}"
    pid = {name: pid for name, pid, _ in fleet.log.lines()}[worker]
    began = time.monotonic_ns()
    os.kill(pid, signal.SIGKILL)
    end = time.monotonic() + 30
    while (at := fleet.began_after(began).get(worker)) is None:
        if time.monotonic() > end:
            raise RuntimeError(f"{worker} is not back after 30 s")
        time.sleep(0.002)
    return (at - began) / 1e6


def idle(options):
    size = 500
    row = Row(
        f"the server with {size} idle workers, over {options.idle} s",
        f"supervisord with {size} programs",
        "under 90 MB, under 0.2 % of a core, no growth",
    )
    with Fleet(size) as fleet, Supervisord(fleet, size) as other:
        server = fleet.server()
        fleet.run("up")
        time.sleep(60)
        watched = {"supervisor": server} | ({} if other.missing else {"supervisord": other.process.pid})
        before = {name: process(pid) for name, pid in watched.items()}
        halves = []
        for _ in range(2):
            time.sleep(options.idle / 2)
            halves.append({name: process(pid) for name, pid in watched.items()})
    for name in watched:
        percent = 100 * (halves[1][name]["cpu_s"] - before[name]["cpu_s"]) / options.idle
        row.samples[name] = {"percent of a core": spread([percent]), "MiB": spread([halves[1][name]["rss_mib"]])}
    last = halves[1]["supervisor"]
    mb = last["rss_mib"] * 1.048576
    cpu = row.samples["supervisor"]["percent of a core"]["median"]
    row.say(f"{mb:.0f} MB", mb < 90)
    row.say(f"{cpu:.2f} % of a core", cpu < 0.2)
    for kind, slack in (("rss_mib", 2), ("threads", 0), ("descriptors", 0)):
        first = halves[0]["supervisor"][kind]
        row.say(f"{kind} {first} → {last[kind]}", last[kind] <= first + slack)
    return row


def sizes(options):
    row = Row(
        "cost against size: 10, 100, 500, 1,000 workers",
        "one `tmux list-panes -a`",
        "`list`, a look at all and the recovery of one grow no faster",
    )
    medians = {}
    for size in (10, 100, 500, 1000):
        with Fleet(size) as fleet:
            fleet.server()
            fleet.run("up")
            time.sleep(10)

            def panes():
                return run(["tmux", "-S", fleet.tmux_socket, "list-panes", "-a"], env=fleet.environment)

            ways = {
                "list": lambda: fleet.run("list", "--json"),
                "recover": lambda: fleet.run("recover", "--json"),
                "one back": lambda: {"wall": _back(fleet, random.randrange(size))},
                "list-panes -a": panes,
            }
            samples = in_turns(ways, 2 * options.rounds)
        medians[size] = {name: samples[name]["wall"]["median"] for name in ways}
        row.samples |= {f"{name}, {size} workers": samples[name] for name in ways}
    tmux = medians[1000]["list-panes -a"] / medians[10]["list-panes -a"]
    row.say(f"list-panes {tmux:.1f} × from 10 to 1,000")
    for name in ("list", "recover", "one back"):
        growth = medians[1000][name] / medians[10][name]
        row.say(f"{name} {growth:.1f} ×", growth <= tmux)
    return row


ROWS = {"up": up, "crash": crash, "one-of-many": one_of_many, "idle": idle, "size": sizes}
