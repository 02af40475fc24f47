"""R8: the file system of the workers, or of the server's own files, takes no more, or is gone."""

import json
import os
import signal
import time

import referee
from claim import Claim, Removal
from disk import Disk
from town import Town, await_true

FAULTS = ("full", "full_of_files", "read_only", "gone")
CODES = {"full": "DISK_FULL", "full_of_files": "DISK_FULL", "read_only": "DISK_READ_ONLY"}
QUICKLY = ["--settle", "0s", "--backoff", "0s", "--max-restarts", "unlimited", "--stop-timeout", "1s"]
STEADY, DYING, STOPPED = ("crew/s1", "crew/s2"), ("crew/d1", "crew/d2"), "crew/stop"
STALE, NEW = "crew/stale", "crew/new"
BAR = {("gone", "workers"): 11.0}  # a folder that comes back is found by the next look at all
BAR_ELSE = 1.0  # seconds beyond what a worker takes to be back where nothing is wrong
MOST_LEFT = 7  # blocks, or inodes: some writes of a spawn or a recovery succeed, and the next does not
A_SWEEP = 12  # seconds, in which all workers are looked at
A_WHILE = 4
IN_PLACE = "call:sabotage.InPlace.replace"


def prove(trial):
    kinds = [(fault, place) for fault in FAULTS for place in ("workers", "state")]
    while trial.done < trial.rounds:
        with Town(trial) as town:
            state = town.path / "state/supervisor"
            state.mkdir(mode=0o700)
            with Disk(town.town) as workers, Disk(state) as own:
                for _ in range(min(trial.rounds - trial.done, 4 * len(kinds))):
                    fault, place = kinds[0] if trial.sabotaged else kinds[trial.done % len(kinds)]
                    _Round(trial, town, fault, place, workers if place == "workers" else own, own.behind).run()
                    trial.round()


class _Round:
    def __init__(self, trial, town, fault, place, disk, own):
        self.trial, self.town, self.fault, self.place, self.disk, self.own = trial, town, fault, place, disk, own
        some = trial.random.randrange(MOST_LEFT) if trial.random.random() < 0.7 else 0
        self.left = (trial.done + 3) % MOST_LEFT if trial.sabotaged else some
        self.name = f"{fault} ({place}, {self.left} left)"

    def run(self):
        self._settle()
        usual = self._back_after_a_crash()
        before = {worker: self.town.agents_of(worker) for worker in STEADY}
        with getattr(self.disk, self.fault)(self.left) as fill:
            self.trial.fault(f"{self.fault} ({self.place})")
            self._kill(DYING[0])  # some of what its recovery writes has room
            full = self.fault.startswith("full")
            if full:
                self._what_needs_no_room()
            started = self._spawn() if self.place == "workers" and self.fault != "gone" else False
            fill()
            self._kill(DYING[1])
            self._watch(before)
        began = time.monotonic()
        wrong = self.town.await_whole((*STEADY, *DYING), patience=20)
        seconds = time.monotonic() - began
        for words in wrong:
            self._wrong(f"20 s after it was over: {words}")
        self.trial.measured(f"back after {self.fault} ({self.place}) s", seconds)
        bar = BAR.get((self.fault, self.place), BAR_ELSE) + usual
        self._require(wrong or seconds <= bar, f"back only after {seconds:.2f} s, and else after {usual:.2f} s")
        self._require_steady(before, self.town.agents())
        if full:
            for left in self.town.down(STOPPED):
                self._wrong(f"of a worker that was stopped there is {left}")
        answer = "did" if started else "was refused"
        self._require(started == bool(self.town.agents_of(NEW)), f"its spawn {answer}, but not so its agent")

    def _settle(self):
        """All workers up, the new one down, and a stale lock that another program left."""
        up = (*STEADY, *DYING, STOPPED)
        self.town.run("stop", NEW) if self.town.directory(NEW).exists() else None
        for worker in up:
            if not self.town.agents_of(worker):
                self.town.spawn(worker, *QUICKLY)
        wrong = self.town.await_whole(up)
        if wrong:
            raise RuntimeError(f"no start to a round: {wrong}")
        runtime = self.town.directory(STALE) / ".runtime"
        runtime.mkdir(parents=True, exist_ok=True)
        (runtime / "agent.lock").write_text(json.dumps({
            "pid": 4_000_000, "acquired_at": "2024-01-01T00:00:00Z", "session_id": "none-such", "hostname": os.uname().nodename,
        }))
        (runtime / "agent.lock.flock").touch()  # who took the lock took that

    def _back_after_a_crash(self):
        """How long a worker takes to be back where nothing is wrong."""
        self._kill(DYING[0])
        began = time.monotonic()
        wrong = self.town.await_whole(DYING)
        if wrong:
            raise RuntimeError(f"without any fault: {wrong}")
        return time.monotonic() - began

    def _kill(self, worker):
        (agent,) = self.town.agents_of(worker)
        os.kill(agent.pid, signal.SIGKILL)
        await_true(lambda: agent not in self.town.agents_of(worker))

    def _what_needs_no_room(self):
        for words in (("stop", STOPPED), ("lock", "release", STALE)):
            done = self.town.run(*words)
            self._require(done.returncode == 0, f"{words[0]}: {done.returncode} {done.stdout} {done.stderr}")
            self._require(
                not os.path.lexists(referee.lock_file(self.town.directory(words[-1]))), f"{words[-1]} has its lock yet"
            )

    def _spawn(self):
        """Whether it went; if not, what kind of error it was, and what to type next."""
        done = self.town.spawn(NEW, "--json", *QUICKLY, check=False)
        error = json.loads(done.stdout or "{}").get("error", {})
        self._require(
            done.returncode == 0 or (done.returncode == 1 and error.get("code") == CODES[self.fault] and error["hint"]),
            f"spawn answered {done.returncode} {done.stdout} {done.stderr}",
        )
        # Where only its last lock had no room, the session is there, and is adopted when there is.
        return done.returncode == 0 or bool(self.town.agents_of(NEW))

    def _watch(self, before):
        """While it lasts: whole locks, one agent each, none touched, and nothing told twice."""
        seconds = A_WHILE if self.trial.sabotaged else self.trial.random.choice((0.5, 0.5, 0.5, A_SWEEP))
        began, told = time.monotonic(), None
        while time.monotonic() < began + seconds:
            for worker in (*STEADY, *DYING, STOPPED, STALE, NEW):
                try:
                    self.town.lock(worker)
                except referee.Torn as torn:
                    self._wrong(f"{worker}: {torn}")
            agents = self.town.agents()
            for worker, those in agents.items():
                self._require(len(those) == 1, f"{worker} has {len(those)} agents")
            self._require_steady(before, agents)
            if told is None and time.monotonic() > began + seconds / 4:
                told = self._told()
            time.sleep(0.1)
        more = self._told() - told
        self.trial.measured("bytes told while it lasts", more)
        self._require(more == 0 or seconds < 1, f"{more} bytes were told in {seconds} s, when all was told already")

    def _told(self):
        """The size of journal and log."""
        files = [*self.own.glob("journal*.jsonl"), *self.own.glob("server.log.?"), *self.own.glob("server.out")]
        return sum(file.stat().st_size for file in files)

    def _require_steady(self, before, agents):
        for worker, those in before.items():
            self._require(agents.get(worker) == those, f"the agent of {worker} was touched")

    def _require(self, holds, words):
        return self.trial.require(holds, f"{self.name}: {words}")

    def _wrong(self, words):
        self._require(False, words)


CLAIMS = [
    Claim(
        name="R8",
        says="a disk that is full, read-only or gone: typed errors told once, whole locks, untouched agents, stop and "
        "release work, and who died is back within a second of its end",
        prove=prove,
        rounds=256,
        quick=8,
        red=8,
        removals=(
            Removal("whole files", (f"dev.tmuxsupervisor.lock.DurableFile.replace={IN_PLACE}",)),
            Removal("a look at the room", ("dev.tmuxsupervisor.loop.Troubles.pause=arg:1",)),
            Removal("telling once", ("dev.tmuxsupervisor.loop.Troubles.isNews=true",)),
            Removal("stopping without room", ("dev.tmuxsupervisor.lock.DurableFile.rename=void",)),
        ),
        namespaces=("-mn",),  # and no tmux server of other towns is asked
        programs=("tmux", "unshare", "mount"),
    )
]
