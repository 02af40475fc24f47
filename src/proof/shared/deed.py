"""An operation that a server may die in, from a known state, and what it may leave behind."""

import shutil

import referee
from town import await_true

WORKER = "crew/dave"
QUIET = "crew/quiet"  # nothing is done to it, so nothing may happen to it
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

    def clear(self):
        """Until it is gone: a server that just found it empty may give it its files back."""
        directory = self.town.directory(WORKER)
        await_true(lambda: shutil.rmtree(directory, ignore_errors=True) or not directory.exists())
        return directory

    def require_whole(self, trial):
        """What any reader may count on at any moment."""
        try:
            self.town.lock(WORKER)
        except referee.Torn as torn:
            trial.violation(f"{self.where}: torn lock: {torn}")
        trial.require(len(self.agents()) <= 1, f"{self.where}: agents {self.agents()}")

    def agents(self):
        return [one.pid for one in self.town.agents_of(WORKER)]

    def start(self):
        if self.sight() != UP:
            self.town.must(*self.town.spawning(WORKER))

    def stop(self):
        if self.sight() != DOWN:
            self.town.must("stop", WORKER, "--kill")
