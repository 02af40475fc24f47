"""R5: the tmux server dies, and agents that ignore SIGHUP live on without it."""

import os
import signal
import time

from claim import Claim, Removal
from town import Town

KINDS = {
    "plain": ("sleep", "infinity"),
    "deaf": ("sh", "-c", "trap '' HUP TERM; while :; do sleep 1; done"),
    "away": ("setsid", "-w", "sleep", "infinity"),
}
WORKERS = 12  # a town


def prove(trial):
    while trial.done < trial.rounds:
        with Town(trial) as town:
            workers = [
                f"crew/{kind}{number}" for kind in KINDS for number in range(WORKERS // len(KINDS))
            ]
            for worker in workers:
                kind = worker.partition("/")[2].rstrip("0123456789")
                town.spawn(worker, "--stop-timeout", "1s", "--settle", "0s", agent=KINDS[kind])
            before = {worker: town.lock(worker) for worker in workers}
            os.kill(town.tmux_pid(), signal.SIGKILL)
            trial.fault("SIGKILL of the tmux server")
            began = time.monotonic()
            for wrong in town.await_whole(workers):
                trial.violation(wrong)
            trial.measured(f"all {WORKERS} back s", time.monotonic() - began)
            for worker in workers:
                trial.require(
                    town.lock(worker).generation > before[worker].generation, f"{worker}: its generation did not grow"
                )
                trial.round()


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
