"""From an event to the bytes that show it on the terminal of an attached client."""

import os
import random
import signal
import threading
import time

from client import counts
from figures import spread
from fleet import Fleet, kill, send
from world import elsewhere

OTHERS = 4
PATIENCE = 20.0  # longer than the ten seconds between two looks at everything
STATES = {
    "running": "the agent's first instruction",
    "backing_off": "kill -9 of the agent, which was brought back before already",
    "running again": "its first instruction after the delay",
    "breaker open": "kill -9 once more than --max-restarts allows",
    "failed": "exit status 3 with --restart never",
    "finished": "exit status 0",
    "stopping": "the agent gets SIGTERM, and stays",
    "stopped": "its lock is gone",
    "three failed": "kill -9 of three agents at once: until the last is shown",
    "damaged": "its lock file is replaced by no JSON",
    "foreign": "its lock file names another host",
}


class Turn:
    """One round through the states, each time with a worker that nobody has seen before."""

    def __init__(self, fleet, client, number, samples):
        self.fleet, self.client, self.number, self.samples = fleet, client, number, samples

    def name(self, role):
        return f"turn{self.number}/{role}"

    def pause(self):
        """Changes are coalesced within a second: events of people and agents are not that regular."""
        time.sleep(random.uniform(1.1, 2.0))

    def shown(self, state, wanted, event, patience=PATIENCE):
        """Notes how long after the event the line began to show it; None when it did not."""
        at = self.client.first(wanted, event, patience)
        if at is None and wanted(self.client.now()):
            at = next(began for began, line in reversed(self.client.shown) if began < event)  # before the event's clock
        self.samples[state].append(None if at is None else (at - event) / 1e6)

    def start(self, role, *options, **kinds):
        self.fleet.spawn(self.name(role), *options, **kinds)
        return self.fleet.told(self.name(role), "start")

    def started(self, role, *options, **kinds):
        """The pid of an agent that is shown."""
        pid, _ = self.start(role, *options, **kinds)
        self.client.until(fleet_of(1))
        self.pause()
        return pid

    def all_of(self):
        self.crashes()
        self.endings()
        self.stops()
        self.three()
        self.locks()

    def crashes(self):
        pid, event = self.start("crash", "--backoff", "2s..2s", "--max-restarts", "2/10m")
        self.shown("running", fleet_of(1), event)
        self.pause()
        kill(pid)  # the first restart is immediate, and may be over before anybody could see it
        pid, _ = self.fleet.told(self.name("crash"), "start", 2)
        self.pause()
        self.client.until(fleet_of(1))
        self.shown("backing_off", fleet_of(0, {"◐": 1}), kill(pid))
        pid, event = self.fleet.told(self.name("crash"), "start", 3)
        self.shown("running again", fleet_of(1), event)
        self.pause()
        self.shown("breaker open", fleet_of(0, {"✕": 1}), kill(pid))
        self.stop("crash")

    def endings(self):
        for state, number, wanted in (
            ("failed", signal.SIGUSR2, fleet_of(0, {"✕": 1})),
            ("finished", signal.SIGUSR1, fleet_of(0)),
        ):
            pid = self.started(state, "--restart", "never")
            self.shown(state, wanted, send(pid, number))
            self.stop(state)

    def stops(self):
        self.started("stays", "--stop-timeout", "2s", stays=True)
        lock = self.fleet.lock(self.name("stays"))
        gone = []

        def watch():
            while lock.exists():
                time.sleep(0.001)
            gone.append(time.monotonic_ns())

        watcher = threading.Thread(target=watch)
        command = threading.Thread(target=self.fleet.supervisor, args=("stop", self.name("stays")))
        watcher.start()
        command.start()
        _, event = self.fleet.told(self.name("stays"), "term")
        self.shown("stopping", fleet_of(0, {"◐": 1}), event)
        command.join()
        watcher.join()
        self.shown("stopped", fleet_of(0), gone[0])
        self.pause()

    def three(self):
        roles = ("one", "two", "three")
        pids = [self.start(role, "--restart", "never")[0] for role in roles]
        self.client.until(fleet_of(3))
        self.pause()
        event = [kill(pid) for pid in pids][0]
        self.shown("three failed", fleet_of(0, {"✕": 3}), event)
        self.stop(*roles)

    def locks(self):
        for state, sign in (("damaged", "✕"), ("foreign", "?")):
            self.started(state)
            lock = self.fleet.lock(self.name(state))
            before = lock.read_text()
            event = replace(lock, "no JSON" if state == "damaged" else elsewhere(before))
            self.shown(state, fleet_of(0, {sign: 1}), event)
            replace(lock, before)
            self.stop(state)

    def stop(self, *roles):
        """Tidies up, so that the next event begins with a line that stands still."""
        self.fleet.supervisor("stop", *map(self.name, roles))
        self.client.until(fleet_of(0), 60)
        self.pause()


def fleet_of(running, rest=None):
    """Whether the line shows the others, so many more that run, and the rest, and nothing else."""
    wanted = {"●": OTHERS + running} | (rest or {})
    return lambda line: counts(line) == wanted


def replace(file, text):
    new = file.with_name("bench-new")
    new.write_text(text)
    began = time.monotonic_ns()
    os.replace(new, file)
    return began


def measure(options):
    samples = {state: [] for state in STATES}
    with Fleet(options.interval) as fleet:
        fleet.configure("[notify]\nmessage = false\n")  # tmux shows a message over the status line
        fleet.show_segment()
        client = fleet.client()
        for number in range(OTHERS):
            fleet.spawn(f"others/w{number}")
        client.until(fleet_of(0))
        for number in range(options.times):
            Turn(fleet, client, number, samples).all_of()
            print(f"turn {number + 1} of {options.times}", flush=True)
        segment = fleet.segment
    rows = {}
    for state, found in samples.items():
        seen = [one for one in found if one is not None]
        rows[state] = {"from": STATES[state], "missed": len(found) - len(seen), **spread(seen), "samples_ms": found}
    return {"segment": segment, "status_interval": options.interval, "states": rows}


def table(result):
    lines = [f"{'':<14} {'n':>4} {'missed':>6} {'median':>8} {'p90':>8} {'max':>8}  (ms)"]
    for state, row in result["states"].items():
        numbers = "".join(f" {'-' if row[k] is None else format(row[k], '.1f'):>8}" for k in ("median", "p90", "max"))
        lines.append(f"{state:<14} {row['n']:>4} {row['missed']:>6}{numbers}  from: {row['from']}")
    return "\n".join(lines + [f"segment: {result['segment']}; status-interval {result['status_interval']}"])
