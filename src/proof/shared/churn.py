"""Much that is done to many workers by several hands, and what must have become of them."""

import collections
import json
import os
import signal
import threading

import referee

UP, DOWN, EITHER, BEGUN = "up", "down", "either", "begun"
RESTLESS = ("--max-restarts", "unlimited", "--backoff", "0s")


class Churn:
    """Each worker is in one hand at a time, so that what was promised last is known."""

    def __init__(self, town, trial, count):
        self.town, self.trial = town, trial
        self.done = collections.Counter()
        self._free = [f"crew/w{number}" for number in range(count * 9 // 10)]
        self._free += [f"crew/adopted{number}" for number in range(count - len(self._free))]
        self._all = tuple(self._free)
        self._promised = dict.fromkeys(self._all, DOWN)
        self._lock = threading.Lock()
        town.tmux("new-session", "-d", "-s", "user", "sleep infinity")  # so that the tmux server stays

    def answered(self):
        return self.done["commands answered"]

    def something(self, chance):
        """Does anything to some worker, when there is a server to do it."""
        if not self.town.listens.wait(0.1):
            return
        with self._lock:
            worker = self._free.pop(chance.randrange(len(self._free)))
        try:
            deed = chance.choice((self._kill, self._stop, self._restart, self._begin, self._begin, self._release))
            answer = deed(worker)
            with self._lock:
                self.done["commands answered" if answer else "commands cut off, agents killed"] += 1
        finally:
            with self._lock:
                self._free.append(worker)

    def _kill(self, worker):
        for agent in self.town.agents_of(worker):
            try:
                os.kill(agent.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass  # it ended meanwhile

    def _stop(self, worker):
        return self._say(worker, DOWN, "stop", worker)

    def _restart(self, worker):
        return self._say(worker, UP, "restart", worker)

    def _release(self, worker):
        return self.town.say("lock", "release", worker)  # which may do something only where nobody is

    def _begin(self, worker):
        if "adopted" not in worker:
            return self._say(worker, UP, *self.town.spawning(worker, *RESTLESS))
        if self._wanted(worker) != UP and not self.town.agents_of(worker):
            self.town.directory(worker).mkdir(parents=True, exist_ok=True)
            self.town.tmux("kill-session", "-t", f"={self._session(worker)}", check=False)
            self.town.tmux("new-session", "-d", "-s", self._session(worker), f"exec {self._program(worker)}")
        return self.adopt(worker)

    def _program(self, worker):
        """One that gives itself the mark: started again in another session, it gets none from there."""
        file = self.town.path / self._session(worker)
        file.write_text(
            f"#!/bin/sh\n[ \"${{{referee.MARK}-}}\" ] || exec env {referee.MARK}={self.town.mark}/{worker} /bin/sh {file}\n"
            "while read -r _; do :; done\n"
        )
        file.chmod(0o755)
        return file

    def adopt(self, worker):
        return self._say(worker, UP, "adopt", self._session(worker), worker, *RESTLESS)

    @staticmethod
    def _session(worker):
        return f"loose-{worker.rpartition('/')[2]}"

    def _say(self, worker, then, *words):
        self._promised[worker] = EITHER
        answer = self.town.say(*words)
        if answer and answer.exit == 0:
            self._promised[worker] = then
        return answer

    def _wanted(self, worker):
        """Begun is an adoption that was cut off before it was told to the pane: nothing may be started then."""
        try:
            file = json.loads((self.town.directory(worker) / ".runtime/worker.json").read_text())
        except FileNotFoundError:
            return DOWN
        adopts = "adopted" in worker and file["history"]["standing"] == "failed"
        return BEGUN if adopts and file["desired"] == UP else file["desired"]

    def wrong(self):
        """What is not as it was promised, or not as its file wants it."""
        wrong, up = [], set()
        panes = {pane.pid: pane for pane in self.town.panes()}
        for worker in self._all:
            if "adopted" in worker and self._is_loose(worker, panes):
                self.adopt(worker)  # as its user would
            wanted = self._wanted(worker)
            if self._promised[worker] not in (EITHER, wanted):
                wrong.append(f"{worker}: {self._promised[worker]} was promised, {wanted} is written")
            if wanted == UP:
                up.add(worker)
            elif wanted == BEGUN:
                if self.town.agents_of(worker):  # known by the pane's marks
                    up.add(worker)
            else:
                wrong += [f"{worker} is down, but there is {left}" for left in self.town.down(worker)]
        wrong += self.town.faults(sorted(up))
        held = {lock.session for lock in map(self.town.lock, up) if lock}
        sessions = {pane.session for pane in self.town.panes()} - {"user"}
        wrong += [f"session {session} is nobody's" for session in sessions - held]
        return wrong

    def _is_loose(self, worker, panes):
        """Its program runs, and no living lock says so: an adoption that was cut off."""
        agents = self.town.agents_of(worker)
        lock = self.town.lock(worker)
        return any(one.pid in panes for one in agents) and (lock is None or lock.pid not in {one.pid for one in agents})
