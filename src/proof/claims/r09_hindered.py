"""R9 and R15: each call of the server on files fails once in each of six ways, or takes two seconds."""

import itertools
import json
import os
import threading
import time

import deeds
from claim import Claim, Removal
from deed import QUIET, WORKER
from mortal import INIT, MortalTown
from town import await_true

ERRORS = ("ENOSPC", "EIO", "EROFS", "EMFILE", "EACCES", "EINTR")
LATE = ("openat", "flock", "fsync", "rename", "write", "unlink", "mkdir")
LATENESS = 2  # seconds
PATIENCE = 20  # for a list meanwhile, on however busy a machine; the call is late until it has answered
SAMPLE = 60
ROOM = 8  # threads that a server may have more than at first: a command's, a carrier's


def prove(trial, hinder, points):
    """In rounds: first one of each operation, then each of every point."""
    with MortalTown(trial) as town:
        town.start()
        town.must(*town.spawning(QUIET))
        quiet = town.agents_of(QUIET)
        kinds = [kind(town) for kind in deeds.HINDERED]
        plans = [_plan(trial, town, deed, points) for deed in kinds]
        threads = _threads(town)
        for number in itertools.count():
            todo = [(deed, plan[number]) for deed, plan in zip(kinds, plans) if number < len(plan)]
            if not todo:
                break
            for deed, point in todo:
                if trial.rounds <= SAMPLE and trial.done >= trial.rounds:
                    return
                hinder(trial, town, deed, *point)
                trial.require(town.agents_of(QUIET) == quiet, f"{deed.where}: {quiet} was not left alone")
        trial.require(
            await_true(lambda: _threads(town) <= threads + ROOM), f"{_threads(town)} threads, once {threads}"
        )


def _plan(trial, town, deed, points):
    """Counts the calls of an operation; answers what to try, in any order."""
    deed.prepare()
    with town.meddled(0, "count", "", town.path) as meddling:
        deed.act()
    plan = points(meddling.told["calls"])
    trial.random.shuffle(plan)
    trial.measured("calls of an operation", len(meddling.told["calls"]))
    return plan


def _failures(calls):
    return [(number, error) for number in range(1, len(calls) + 1) for error in ERRORS]


def _delays(calls):
    return [
        (number,) for number, call in enumerate(calls, 1) if call.split()[0] in LATE and f"/{WORKER}/" in call
    ]


def _fail(trial, town, deed, when, error):
    deed.prepare()
    with town.meddled(when, "fail", error, town.path) as meddling:
        done = deed.act()
    met = meddling.told["met"]
    if not met:
        return  # the threads raced: there were fewer calls this time
    trial.fault(f"{error} of {met.partition(' ')[0]}")
    deed.where = f"{deed.name}, {error} at call {when}, {met.replace(str(town.path), '')}"
    _judge(trial, town, deed, done)


def _delay(trial, town, deed, when):
    deed.prepare()
    with town.meddled(when, "delay", PATIENCE * 1000, town.path) as meddling:
        done = []
        hand = threading.Thread(target=lambda: done.append(deed.act()))
        hand.start()
        met = _met(meddling, hand)
        if met:
            deed.where = f"{deed.name}, call {when} late, {met.replace(str(town.path), '')}"
            began = time.monotonic()
            town.must("list")
            took = time.monotonic() - began
            deed.require_whole(trial)
            trial.measured("list ms meanwhile", took * 1000)
            trial.require(took < PATIENCE, f"{deed.where}: list waited for it, {took:.2f} s")
            hand.join(max(0, LATENESS - took))
            meddling.release()
        hand.join()
    if met:
        trial.fault(f"{LATENESS} s before {met.partition(' ')[0]}")
        _judge(trial, town, deed, done[0])


def _met(meddling, hand):
    """The call, once it is held; None if the operation was over before."""
    threading.Thread(target=lambda: (hand.join(), meddling.stop()), daemon=True).start()
    return meddling.met()


def _judge(trial, town, deed, done):
    answer = deed.answer
    trial.require(town.alive(), f"{deed.where}: the server ended with {town.process.poll()}")
    if not town.alive():
        town.start()
    elif answer is not None:
        _typed(trial, deed, answer)
    deed.require_whole(trial)
    allowed = {deed.done} if done else {deed.before, deed.done}
    await_true(lambda: town.recovered() == [] and deed.state() in allowed, patience=30)
    trial.require(deed.state() in allowed, f"{deed.where}: it is {deed.state()} after {answer}")
    for wrong in deed.finish():
        trial.violation(f"{deed.where}: {wrong}")
    out = (town.state / "server.out").read_text()
    trial.require("Exception" not in out, f"{deed.where}: {out[-2000:]}")
    trial.round()


def _typed(trial, deed, answer):
    """Either it was done, or an error says what went wrong, in words for programs."""
    if answer.exit == 0:
        return
    try:
        error = json.loads(answer.out or answer.err)
        error = error.get("error") or error["data"]["results"][0]["error"]
        typed = bool(error["code"] and error["message"] and error["exit"] == answer.exit)
    except (ValueError, KeyError):
        typed = False
    trial.require(typed, f"{deed.where}: {answer}")


def _threads(town):
    return len(os.listdir(f"/proc/{town.process.pid}/task"))


RENAME = Removal("the rename", ("dev.tmuxsupervisor.lock.DurableFile.replace=call:sabotage.InPlace.replace",), slow=True)

CLAIMS = [
    Claim(
        name="R9",
        says="any call on files fails: a typed error or success, no torn lock, agents untouched, the server lives",
        prove=lambda trial: prove(trial, _fail, _failures),
        rounds=600,
        quick=7,
        removals=(RENAME,),
        red=SAMPLE,
        namespaces=INIT,
        programs=("tmux", "unshare"),
    ),
    Claim(
        name="R15",
        says="a call on a worker's files takes two seconds: list answers at once, no lock is torn or lost",
        prove=lambda trial: prove(trial, _delay, _delays),
        rounds=120,
        quick=3,
        removals=(RENAME,),
        red=SAMPLE,
        namespaces=INIT,
        programs=("tmux", "unshare"),
    ),
]
