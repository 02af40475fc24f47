"""Runs trials, each in a process of its own, some at the same time."""

import concurrent.futures
import dataclasses
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import threading

import jars
from claim import Claim, Removal

TARGET = jars.CHECKOUT / "target/proof"
RUN = pathlib.Path(__file__).resolve().parents[1] / "run"


@dataclasses.dataclass(frozen=True)
class Outcome:
    claim: Claim
    removal: Removal | None
    rounds: int
    seed: int
    found: dict

    @property
    def good(self):
        """All rounds done and nothing violated; or with a protection removed, something."""
        if self.found["error"]:
            return False
        if self.removal:
            return self.found["violated"] > 0
        return self.found["violated"] == 0 and self.found["rounds"] >= self.rounds


def run(claims, chosen, quick):
    TARGET.mkdir(parents=True, exist_ok=True)
    lib = jars.built()
    turns = _Turns()
    trials = []
    for claim in claims:
        if not chosen.sabotage:
            trials.append((claim, None, chosen.rounds or (claim.quick if quick else claim.rounds)))
        if chosen.sabotage or quick:
            trials += [(claim, removal, chosen.rounds or claim.red or claim.quick) for removal in claim.removals]
    trials.sort(key=lambda trial: trial[0].alone)
    with concurrent.futures.ThreadPoolExecutor(chosen.jobs) as pool:
        waiting = [pool.submit(_one, turns, lib, *trial, chosen.seed) for trial in trials]
        return [each.result() for each in waiting]


def _one(turns, lib, claim, removal, rounds, seed):
    with turns.take(claim.alone):
        seed = random.SystemRandom().randrange(2**48) if seed is None else seed
        stem = claim.name + (f"-without-{removal.name.replace(' ', '-')}" if removal else "")
        outcome = Outcome(claim, removal, rounds, seed, _found(stem, lib, claim, removal, rounds, seed))
    print(_line(outcome, stem), flush=True)
    return outcome


def _found(stem, lib, claim, removal, rounds, seed):
    missing = [program for program in claim.programs if not shutil.which(program)]
    if missing:
        return _nothing(f"not tried: {', '.join(missing)} missing")
    result = TARGET / f"{stem}.json"
    result.unlink(missing_ok=True)
    order = {
        "lib": str(jars.sabotaged(lib, removal) if removal else lib),
        "rounds": rounds,
        "seed": seed,
        "sabotaged": removal is not None,
        "result": str(result),
    }
    words = [sys.executable, str(RUN), claim.name, "--trial", json.dumps(order)]
    if claim.namespaces:
        words = ["unshare", *claim.namespaces, *words]
    with open(TARGET / f"{stem}.log", "w") as log:
        process = subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )
        try:
            process.wait(claim.minutes * 60)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(60)
            return _nothing(f"not over after {claim.minutes} minutes")
    if not result.exists():
        return _nothing(f"ended with {process.returncode}, see {TARGET}/{stem}.log")
    return json.loads(result.read_text())


def _nothing(error):
    return {"rounds": 0, "faults": {}, "violated": 0, "violations": [], "figures": {}, "seconds": 0, "error": error}


def _line(outcome, stem):
    found = outcome.found
    if found["error"]:
        verdict = f"ERROR {found['error'].strip().splitlines()[-1]}"
    elif outcome.removal:
        verdict = "red, as it must be" if outcome.good else "NOT RED: this proof proves nothing"
    elif found["violated"]:
        verdict = f"{found['violated']} VIOLATIONS"
    else:
        verdict = "holds" if outcome.good else f"NOT ENOUGH ROUNDS, {outcome.rounds} were wanted"
    return f"{stem:<40} {found['rounds']:>9} rounds {found['seconds']:>7} s  seed {outcome.seed:<16} {verdict}"


class _Turns:
    """Lets many in together, or one alone."""

    def __init__(self):
        self._changed = threading.Condition()
        self._inside = 0
        self._closed = False

    def take(self, alone):
        return _Turn(self, alone)

    def enter(self, alone):
        with self._changed:
            self._changed.wait_for(lambda: not self._closed and not (alone and self._inside))
            self._inside += 1
            self._closed = alone

    def leave(self):
        with self._changed:
            self._inside -= 1
            self._closed = False
            self._changed.notify_all()


class _Turn:
    def __init__(self, turns, alone):
        self._turns, self._alone = turns, alone

    def __enter__(self):
        self._turns.enter(self._alone)

    def __exit__(self, *_):
        self._turns.leave()
