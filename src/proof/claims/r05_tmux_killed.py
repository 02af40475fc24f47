"""R5: the tmux server dies, and agents that ignore SIGHUP live on without it."""

import datetime
import os
import signal
import time

from claim import Claim, Removal
from speaker import Speaker
from town import Town

KINDS = {
    "plain": ("sleep", "infinity"),
    "deaf": ("sh", "-c", "trap '' HUP TERM; while :; do sleep 1; done"),
    "away": ("setsid", "-w", "sleep", "infinity"),
}
WORKERS, FEW = 48, 12  # of a town
BACK = 5  # seconds on a machine that does nothing else


def prove(trial):
    while trial.done < trial.rounds:
        with Town(trial) as town:
            size = WORKERS if trial.rounds >= WORKERS else FEW
            workers = [f"crew/{kind}{number}" for kind in KINDS for number in range(size // len(KINDS))]
            _spawn(town, workers)
            before = {worker: town.lock(worker) for worker in workers}
            tmux = town.tmux_pid()
            died = datetime.datetime.now(datetime.UTC)
            os.kill(tmux, signal.SIGKILL)
            trial.fault("SIGKILL of the tmux server")
            began = time.monotonic()
            for wrong in town.await_whole(workers):
                trial.violation(wrong)
            back = time.monotonic() - began
            trial.measured(f"all {size} back s", back)
            bar = BACK * max(1, os.getloadavg()[0] / os.cpu_count())  # others' programs take their part
            trial.require(back < bar, f"all were back after {back:.1f} s only")
            trial.measured("first end in the journal ms", _first_end(town, died))
            for worker in workers:
                trial.require(
                    town.lock(worker).generation > before[worker].generation, f"{worker}: its generation did not grow"
                )
                trial.round()


def _spawn(town, workers):
    speaker = Speaker(town)
    answers = speaker.many(
        ["spawn", worker, "--create", "--stop-timeout", "1s", "--settle", "0s", *town.marked(worker), "--",
         *KINDS[worker.partition("/")[2].rstrip("0123456789")]]
        for worker in workers
    )
    failed = [answer for answer in answers if answer.code]
    if failed:
        raise RuntimeError(f"{len(failed)} spawns failed: {failed[0]}")


def _first_end(town, died):
    ends = [event["at"] for event in town.events() if event["event"] == "ended"]
    return 1000 * min((datetime.datetime.fromisoformat(at) - died).total_seconds() for at in ends)


CLAIMS = [
    Claim(
        name="R5",
        says="the tmux server is killed: each worker is back with one agent, and nothing of its old run lives",
        prove=prove,
        rounds=480,
        quick=12,
        removals=(
            Removal("ending the old run", ("dev.tmuxsupervisor.process.ProcessTree.members=empty",)),
        ),
    )
]
