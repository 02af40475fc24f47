"""Runs trials, each in a process of its own, some at the same time."""

import concurrent.futures
import datetime
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import threading

import jars
from outcome import Outcome

RUN = pathlib.Path(__file__).resolve().parents[1] / "run"
_RUNNING = set()  # the processes of trials


def run(claims, chosen, quick, folder):
    folder.mkdir(parents=True, exist_ok=True)
    lib = jars.built()
    turns = _Turns()
    trials = []
    for claim in claims:
        if not chosen.sabotage:
            trials.append((claim, None, chosen.rounds or (claim.quick if quick else claim.rounds)))
        if chosen.sabotage or quick:
            removals = [removal for removal in claim.removals if chosen.sabotage or not removal.slow]
            trials += [(claim, removal, chosen.rounds or claim.red or claim.quick) for removal in removals]
    trials.sort(key=lambda trial: trial[0].alone)  # in a quick run nobody is
    with concurrent.futures.ThreadPoolExecutor(chosen.jobs) as pool:
        waiting = [pool.submit(_one, turns, folder, lib, *trial, chosen.seed, quick) for trial in trials]
        try:
            return [each.result() for each in waiting]
        except BaseException:  # Ctrl-C or a failure of ours: the trials clear up after themselves
            pool.shutdown(wait=False, cancel_futures=True)
            for process in list(_RUNNING):
                os.killpg(process.pid, signal.SIGTERM)
            raise


def _one(turns, folder, lib, claim, removal, rounds, seed, quick):
    with turns.take(claim.alone and not quick):
        seed = random.SystemRandom().randrange(2**48) if seed is None else seed
        stem = claim.name + (f"-without-{removal.name.replace(' ', '-')}" if removal else "")
        began = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")
        found = _found(folder / stem, lib, claim, removal, rounds, seed)
    outcome = Outcome(
        claim=claim.name, says=claim.says, removed=removal.name if removal else None,
        changes=removal.changes if removal else (), wanted=rounds, seed=seed, began=began,
        build=jars.build_id(lib), **found,
    )
    outcome.keep(folder / f"{stem}.json")
    first, *more = outcome.lines()
    print("\n".join([f"{stem:<44} {first}", *(f"    {line.rstrip()}" for line in more)]), flush=True)
    return outcome


def _found(stem, lib, claim, removal, rounds, seed):
    obstacle = claim.obstacle()
    if obstacle:
        return _nothing(None) | {"skipped": obstacle}
    result = stem.with_suffix(".found")
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
    with open(stem.with_suffix(".log"), "w") as log:
        process = subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )
        _RUNNING.add(process)
        try:
            process.wait(claim.minutes * 60)
        except subprocess.TimeoutExpired:
            print(f"{stem.name} is not over after {claim.minutes} minutes", flush=True)
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(60)
        finally:
            _RUNNING.discard(process)
    if not result.exists():
        return _nothing(f"ended with {process.returncode}, see {stem}.log")
    found = json.loads(result.read_text())
    result.unlink()
    return found | {"skipped": None}


def _nothing(error):
    return {"rounds": 0, "faults": {}, "violated": 0, "violations": [], "figures": {}, "seconds": 0, "error": error, "skipped": None}


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
