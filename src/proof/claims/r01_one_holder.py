"""R1: many want one worker at the same instant, in every state that its lock can be in."""

import collections
import concurrent.futures
import json
import os
import time

import referee
from claim import Claim, Removal
from lockforge import Forge
from racers import Racers
from town import Town

# What stands there before the race, and whether one of them must get it.
STATES = {
    "absent": True,
    "stale": True,
    "stale, ours": True,
    "expired": True,
    "cut off": False,
    "live": False,
    "reserved": False,
}
THREADS = 8
SPAWNERS = 8
RACES_A_SPAWN_RACE = 250


def prove(trial):
    whole = trial.rounds >= 1000
    with Town(trial) as town:
        worker = "crew"
        file = referee.lock_file(town.directory(worker))
        file.parent.mkdir(parents=True)
        with Racers(trial, town.town, town.path / "no-tmux", 8 if whole else 3, THREADS) as racers:
            forge = Forge(file, _pattern(trial, racers, worker, file), trial.random)
            states = list(STATES)
            while trial.done < trial.rounds:
                state = trial.random.choice(states)
                _race(trial, racers, forge, worker, file, state)
                trial.round()
        _spawn_races(trial, town, max(1, trial.rounds // RACES_A_SPAWN_RACE))


def _pattern(trial, racers, worker, file):
    """The first lock that they take; a race over nothing, too."""
    winners = _winners(racers.race(worker, "0" * 32))
    if len(winners) != 1:
        trial.violation(f"absent: {len(winners)} of them hold it")
    before = json.loads(file.read_bytes())
    racers.release(worker, next(iter(winners)))
    return before


def _winners(lines):
    """id -> ms of everyone who says that it holds the lock; nobody has let go of it yet."""
    return {words[1]: float(words[2]) for words in (line.split() for line in lines) if words[0] == "holds"}


def _race(trial, racers, forge, worker, file, state):
    with forge.put(state) as late:
        before = file.read_bytes() if STATES[state] is False else None
        began = time.monotonic()
        lines = racers.race(worker, late)
        trial.measured("race ms", (time.monotonic() - began) * 1000)
        trial.fault(f"lock {state}")
        winners = _winners(lines)
        wanted = 1 if STATES[state] else 0
        if len(winners) != wanted:
            told = collections.Counter(" ".join(line.split()[:2]) for line in lines if not line.startswith("holds"))
            trial.violation(f"{state}: {len(winners)} hold it at once, and {wanted} should: {dict(told)}")
        if before is not None:
            trial.require(file.read_bytes() == before, f"{state}: the lock of another was changed")
            file.unlink()
            return
        for token, milliseconds in winners.items():
            trial.measured("won against all others ms", milliseconds)
            told = referee.parsed(file.read_bytes()).raw["supervisor"]["by_hand"]["id"]
            trial.require(told == token, f"{state}: {token} holds it, but the lock is {told}'s")
            trial.require(racers.release(worker, token) == "released Removed", f"{state}: its lock was not released")
            trial.require(not os.path.lexists(file), f"{state}: released, and the lock is still there")


def _spawn_races(trial, town, rounds):
    """The same by `spawn` itself, through two servers, whose agents the referee counts."""
    worker = "race/spawn"
    for server in "ab":
        town.run("-L", server, "version", check=True)
    (town.directory(worker)).mkdir(parents=True)
    try:
        for number in range(rounds):
            _spawn_race(trial, town, worker, stale=number % 2 == 1)
    finally:
        for server in "ab":
            town.run("-L", server, "server", "stop")


def _spawn_race(trial, town, worker, stale):
    if stale:  # the last one's tmux server dies, and its lock is left
        town.run("-L", "a", "stop", worker, check=True)
        town.run("-L", "a", "spawn", worker, "--restart", "never", *town.marked(worker), "--", "sleep", "infinity", check=True)
        os.kill(town.tmux_pid(), 9)
        trial.fault("SIGKILL of tmux before a race of spawns")
    else:
        town.run("-L", "a", "stop", worker)
    words = ["spawn", worker, "--restart", "never", *town.marked(worker), "--", "sleep", "infinity"]
    most = 0
    with concurrent.futures.ThreadPoolExecutor(SPAWNERS + 1) as pool:
        spawns = [pool.submit(town.run, "-L", "ab"[n % 2], *words) for n in range(SPAWNERS)]
        spawns.append(pool.submit(town.run, "-L", "b", "lock", "release", worker))
        while not all(spawn.done() for spawn in spawns):
            most = max(most, len(town.agents_of(worker)))
    exits = [spawn.result().returncode for spawn in spawns[:SPAWNERS]]
    most = max(most, len(town.agents_of(worker)))
    trial.require(most == 1, f"{most} agents of {SPAWNERS} spawns at once, which ended with {exits}")
    trial.require(exits.count(0) == 1, f"{exits.count(0)} of {SPAWNERS} spawns say that theirs runs: {exits}")
    for wrong in town.faults([worker]):
        trial.violation(wrong)
    trial.fault(f"{SPAWNERS} spawns at once")


CLAIMS = [
    Claim(
        name="R1",
        says="of many who want a worker at once one gets it, never two, and never nobody",
        prove=prove,
        rounds=10_000,
        quick=40,
        removals=(
            Removal("the guard", ("dev.tmuxsupervisor.process.Libc.tryFlock=true",)),
            Removal(
                "the look under the guard",
                ("dev.tmuxsupervisor.lock.LockFile.read=call:dev.tmuxsupervisor.lock.EarlierReading.of",),
            ),
        ),
    )
]
