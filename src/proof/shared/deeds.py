"""The operations that a server may die in, each from a known state, and what it may leave behind."""

import json
import os
import shutil

import referee
from town import await_true

WORKER = "crew/dave"
QUIET = "crew/quiet"  # nothing is done to it, so nothing may happen to it
STALE = {"pid": 2**22 - 1, "acquired_at": "2026-01-02T03:04:05Z", "session_id": "gone"}
UP, DOWN, LOOSE = "up", "down", "running, without a lock"


class Deed:
    name = ""
    done = UP  # what it makes of the worker
    before = DOWN

    def __init__(self, town):
        self.town = town
        self.where = self.name  # or more exactly, for who reads of a violation

    def prepare(self):
        """Brings the worker into the state that the operation begins with."""

    def act(self):
        """Does it; answers whether the server said that it was done."""
        words = self.words()
        self.answer = self.town.say(*words[:1], *(() if "--json" in words else ("--json",)), *words[1:])
        return self.answer is not None and self.answer.exit == 0

    def words(self):
        raise NotImplementedError

    def finish(self):
        """What a user types who got no answer: the same again. Answers what is wrong then."""
        answer = self.town.say(*self.words())
        if answer is None or answer.exit not in (0, 4):
            return [f"{self.name} again: {answer}"]
        state = await_true(lambda: self.state() == self.done) or self.state()
        return [] if state is True else [f"{self.name} again: {state}"]

    def state(self):
        return self.sight()  # or more strictly

    def sight(self):
        """What the referee sees: up, down, or what is wrong."""
        wrong = self.town.faults([WORKER])
        if not wrong:
            return UP
        left = self.town.down(WORKER)
        return DOWN if not left else f"{'; '.join(wrong)}; left: {', '.join(left)}"

    def agents(self):
        return [one.pid for one in self.town.agents_of(WORKER)]

    def start(self):
        if self.sight() != UP:
            self.town.must(*self.town.spawning(WORKER))

    def stop(self):
        if self.sight() != DOWN:
            self.town.must("stop", WORKER, "--kill")


class Spawn(Deed):
    name = "spawn"

    def prepare(self):
        self.stop()

    def words(self):
        return self.town.spawning(WORKER)


class First(Spawn):
    """There is no tmux server yet: the client starts it."""

    name = "spawn without tmux"

    def prepare(self):
        super().prepare()
        self.town.tmux("kill-server", check=False)


class Held(Deed):
    """Asked for while it is held, which must be refused whatever goes wrong."""

    name, before = "spawn of a held worker", UP

    def prepare(self):
        self.start()
        self.old = self.agents()

    def state(self):
        return self.sight() if self.agents() == self.old else f"{self.agents()} in place of {self.old}"

    def words(self):
        return self.town.spawning(WORKER)


class Stop(Deed):
    name, before, done = "stop", UP, DOWN

    def prepare(self):
        self.start()

    def words(self):
        return ("stop", WORKER)


class Restart(Deed):
    name, before = "restart", UP

    def prepare(self):
        self.start()

    def words(self):
        return ("restart", WORKER)


class Recover(Deed):
    """Its agent is killed; the server sees that for itself."""

    answer = None

    name, before = "recover", UP

    def prepare(self):
        self.start()
        self.town.must("restart", WORKER)  # forgives the deaths before
        self.old = self.agents()

    def act(self):
        os.kill(self.old[0], 9)
        return bool(await_true(lambda: not self.town.alive() or self.back(), patience=20)) and self.town.alive()

    def back(self):
        agents = self.agents()
        return len(agents) == 1 and agents != self.old and self.state() == UP

    def words(self):
        return ("recover", WORKER)


class Release(Deed):
    """A lock of another program, whose process and session are gone."""

    name, before, done = "release", "its old lock", DOWN

    def prepare(self):
        self.town.say("stop", WORKER, "--kill")
        directory = self.town.directory(WORKER)
        shutil.rmtree(directory, ignore_errors=True)
        referee.lock_file(directory).parent.mkdir(parents=True)
        self.old = dict(STALE, hostname=os.uname().nodename)
        referee.lock_file(directory).write_text(json.dumps(self.old))

    def state(self):
        lock = self.town.lock(WORKER)
        return self.before if lock and lock.raw == self.old else self.sight()

    def words(self):
        return ("lock", "release", "--json", str(self.town.directory(WORKER)))


class Adopt(Deed):
    """A program that a user started in tmux; whatever happens, it never notices."""

    name, before = "adopt", LOOSE

    def prepare(self):
        self.town.say("stop", WORKER, "--kill")
        self.town.tmux("kill-session", "-t", "=loose", check=False)
        await_true(lambda: not self.agents())
        shutil.rmtree(self.town.directory(WORKER), ignore_errors=True)
        self.town.directory(WORKER).mkdir()
        self.town.tmux(
            "new-session", "-d", "-s", "loose", "-e", f"{referee.MARK}={self.town.mark}/{WORKER}", "sleep infinity"
        )
        await_true(self.agents)
        self.old = self.agents()

    def state(self):
        agents = self.agents()
        if agents != self.old:
            return f"the program was {self.old} and is {agents}"
        lock = self.town.lock(WORKER)
        if lock is None or lock.pid != agents[0] and not os.path.exists(f"/proc/{lock.pid}"):
            return LOOSE  # nobody's yet, or claimed by a server that is dead
        return self.sight()

    def words(self):
        return ("adopt", "loose", WORKER)


KILLED = (Spawn, First, Stop, Restart, Recover, Release, Adopt)
HINDERED = (Spawn, Held, Stop, Restart, Recover, Release, Adopt)
