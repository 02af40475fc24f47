"""R2: SIGKILL of the server before each system call of an operation that matters (see shared/calls.py)."""

import deeds
from claim import Claim, Removal
from deed import QUIET, WORKER
from mortal import INIT, MortalTown
from town import await_true

SAMPLE = 40  # fewer rounds are a sample; more are every call, and then some at random
MISSES = 3  # so many deaths in a row that did not come, since the operation was over: it has no more calls


def prove(trial, kind):
    with MortalTown(trial) as town:
        town.start()
        deed = kind(town)
        if kind is not deeds.First:
            town.must(*town.spawning(QUIET))
        quiet = town.agents_of(QUIET)
        deed.prepare()
        with town.meddled(0, "count") as meddling:
            deed.act()
        calls = meddling.told["calls"]
        for when in _some(trial, calls) if trial.rounds <= SAMPLE else _every(trial, len(calls)):
            if _death(trial, town, deed, when):
                _judge(trial, town, deed)
                trial.require(town.agents_of(QUIET) == quiet, f"{deed.where}: {quiet} was not left alone")
                trial.round()


def _some(trial, calls):
    """A sample, mostly of calls on the worker's own files."""
    own = [number for number, call in enumerate(calls, 1) if "/.runtime/" in call]
    while trial.done < trial.rounds:
        yield trial.random.choice(own) if trial.random.random() < 0.75 else trial.random.randint(1, len(calls))


def _every(trial, calls):
    """1, 2, ... until no call is met any more; then some once more, since threads race."""
    when, missed = 0, 0
    while missed < MISSES:
        when += 1
        done = trial.done
        yield when
        missed = 0 if trial.done > done else missed + 1
    trial.measured("calls met", when - missed)
    while trial.done < trial.rounds:
        yield trial.random.randint(1, calls)


def _death(trial, town, deed, when):
    """Whether the server died at this call, before the operation was over."""
    deed.prepare()
    deed.promised = False
    with town.meddled(when, "kill") as meddling:
        deed.promised = deed.act()
    if not meddling.told["met"]:
        return False
    town.process.wait()
    met = meddling.told["met"]
    trial.fault(f"SIGKILL at {met.partition(' /')[0].partition(' socket')[0]}")
    deed.where = f"{deed.name} killed at call {when}, {met.replace(str(town.path), '')}"
    return True


def _judge(trial, town, deed):
    deed.require_whole(trial)
    town.start()
    allowed = {deed.done} if deed.promised else {deed.before, deed.done}
    town.recovered()
    await_true(lambda: deed.state() in allowed, patience=10)
    trial.require(deed.state() in allowed, f"{deed.where}: it is {deed.state()}")
    before = _traces(town)
    again = town.recovered()
    trial.require(not again, f"{deed.where}: the second recover did {again}")
    trial.require(_traces(town) == before, f"{deed.where}: the second recover changed {before} to {_traces(town)}")
    for wrong in deed.finish():
        trial.violation(f"{deed.where}: {wrong}")
    await_true(lambda: not town.leftovers(), patience=5)  # but for what is being written
    trial.require(not town.leftovers(), f"{deed.where}: left behind {town.leftovers()}")


def _traces(town):
    runtime = town.directory(WORKER) / ".runtime"
    files = {file.name: file.read_bytes() for file in runtime.glob("*") if file.is_file()}
    return files, town.agents(), sorted(pane.pid for pane in town.panes())


LOCK = "dev.tmuxsupervisor.lock"
RENAME = Removal("the rename", (f"{LOCK}.DurableFile.replace=call:sabotage.InPlace.replace",))
UNLINK = Removal("the unlink", (f"{LOCK}.DurableFile.remove=call:sabotage.InPlace.remove",))
CLEARING = Removal("clearing", (f"{LOCK}.DurableFile.removeLeftovers=void",), slow=True)
ADOPTION = Removal("adoption", ("dev.tmuxsupervisor.act.Adoption.adopt=null",), slow=True)
FINISHING = Removal("finishing a stop", ("dev.tmuxsupervisor.judge.Remedy.down=call:sabotage.Idle.down",))
WAITING = Removal("what may not be started", ("dev.tmuxsupervisor.judge.Remedy.whenDue=arg:1",), slow=True)


def _claim(letter, kind, *removals):
    return Claim(
        name=f"R2{letter}",
        says=f"the server is killed at a system call of {kind.name}: old or new, one agent, nothing left behind",
        prove=lambda trial: prove(trial, kind),
        rounds=SAMPLE + 1,
        quick=2,
        removals=removals,
        red=SAMPLE,
        namespaces=INIT,
        programs=("tmux", "unshare"),
    )


CLAIMS = [
    _claim("a", deeds.Spawn, RENAME),
    _claim("b", deeds.First, CLEARING),
    _claim("c", deeds.Stop, FINISHING),
    _claim("d", deeds.Restart, ADOPTION),
    _claim("e", deeds.Recover, RENAME),
    _claim("f", deeds.Release, UNLINK),
    _claim("g", deeds.Adopt, WAITING),
]
