"""The operations that a server may die in, or be hindered in."""

import json
import os
import pathlib

import referee
from deed import DOWN, LOOSE, UP, WORKER, Deed
from town import await_true

STALE = {"pid": 2**22 - 1, "acquired_at": "2026-01-02T03:04:05Z", "session_id": "gone"}


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
        self.old = await_true(self.agents)

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
        self.old = await_true(self.agents)

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
        directory = self.clear()
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
        self.clear().mkdir()
        self.town.tmux(
            "new-session", "-d", "-s", "loose", "-e", f"{referee.MARK}={self.town.mark}/{WORKER}", "sleep", "infinity"
        )
        self.old = await_true(self._asleep)

    def _asleep(self):
        """Not before: while a program becomes another one, its environment can't be read."""
        return [pid for pid in self.agents() if pathlib.Path(f"/proc/{pid}/comm").read_text() == "sleep\n"]

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
