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
    "damaged": "its lock file is overwritten with no JSON (no kernel event: the next look finds it)",
    "foreign": "its lock file names another host (likewise)",
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

    def more(self, sign, by=1):
        """What the line shows when there are so many more of them than now."""
        want = counts(self.client.now()).get(sign, 0) + by
        return lambda line: counts(line).get(sign, 0) == want and "sup:down" not in line

    def running(self, role, *options, **kinds):
        wanted = self.more("●")
        self.fleet.spawn(self.name(role), *options, **kinds)
        pid, event = self.fleet.told(self.name(role), "start")
        return pid, event, wanted

    def all_of(self):
        self.crashes()
        self.endings()
        self.stops()
        self.three()
        self.locks()

    def crashes(self):
        pid, event, wanted = self.running("crash", "--backoff", "2s..2s", "--max-restarts", "2/10m")
        self.shown("running", wanted, event)
        self.pause()
        kill(pid)  # the first restart is immediate, and may be over before anybody could see it
        pid, _ = self.fleet.told(self.name("crash"), "start", 2)
        self.client.until(wanted)
        self.pause()
        waits = self.more("◐")
        self.shown("backing_off", waits, kill(pid))
        pid, event = self.fleet.told(self.name("crash"), "start", 3)
        self.shown("running again", wanted, event)
        self.pause()
        failed = self.more("✕")
        self.shown("breaker open", failed, kill(pid))
        self.stop("crash")

    def endings(self):
        for state, number, sign, by in (("failed", signal.SIGUSR2, "✕", 1), ("finished", signal.SIGUSR1, "●", -1)):
            pid, _, wanted = self.running(state, "--restart", "never")
            self.client.until(wanted)
            self.pause()
            wanted = self.more(sign, by)
            self.shown(state, wanted, send(pid, number))
            self.stop(state)

    def stops(self):
        _, _, wanted = self.running("stays", "--stop-timeout", "2s", stays=True)
        self.client.until(wanted)
        self.pause()
        stopping, stopped = self.more("◐"), self.more("◐", 0)
        lock = self.fleet.lock(self.name("stays"))
        gone = []

        def watch():
            while lock.exists():
                time.sleep(0.001)
            gone.append(time.monotonic_ns())

        watcher = threading.Thread(target=watch)
        watcher.start()
        command = threading.Thread(target=self.fleet.supervisor, args=("stop", self.name("stays")))
        command.start()
        _, event = self.fleet.told(self.name("stays"), "term")
        self.shown("stopping", stopping, event)
        command.join()
        watcher.join()
        self.shown("stopped", stopped, gone[0])
        self.pause()

    def three(self):
        pids = []
        for role in ("one", "two", "three"):
            pid, _, wanted = self.running(role, "--restart", "never")
            self.client.until(wanted)
            pids.append(pid)
        self.pause()
        wanted = self.more("✕", 3)
        event = [kill(pid) for pid in pids][0]
        self.shown("three failed", wanted, event)
        self.stop("one", "two", "three")

    def locks(self):
        for state, sign in (("damaged", "✕"), ("foreign", "?")):
            _, _, wanted = self.running(state)
            self.client.until(wanted)
            self.pause()
            wanted = self.more(sign)
            lock = self.fleet.lock(self.name(state))
            before = lock.read_text()
            event = replace(lock, "no JSON" if state == "damaged" else elsewhere(before))
            self.shown(state, wanted, event)
            replace(lock, before)
            self.stop(state)

    def stop(self, *roles):
        """Tidies up, so that the next event begins with a line that stands still."""
        self.fleet.supervisor("stop", *map(self.name, roles))
        self.client.until(lambda line: counts(line) == {"●": OTHERS}, 60)
        self.pause()


def replace(file, text):
    new = file.with_name("bench-new")
    new.write_text(text)
    began = time.monotonic_ns()
    os.replace(new, file)
    return began


def measure(options):
    samples = {state: [] for state in STATES}
    with Fleet(options.interval) as fleet:
        fleet.show_segment()
        client = fleet.client()
        for number in range(OTHERS):
            fleet.spawn(f"others/w{number}")
        client.until(lambda line: counts(line) == {"●": OTHERS})
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
