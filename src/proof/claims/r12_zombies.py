"""R12: agents that are dead, while their parents never ask how they ended."""

import ctypes
import datetime
import json
import os
import signal
import subprocess
import time

from claim import Claim, Removal
from town import Town, await_true

PR_SET_CHILD_SUBREAPER = 36
QUICKLY = ["--settle", "0s", "--backoff", "0s", "--max-restarts", "unlimited", "--stop-timeout", "1s"]
DEAF = ("sh", "-c", "trap '' HUP TERM; while :; do sleep 1; done")
BAR = 1.0  # seconds beyond what a worker takes to be back whose parent does ask


def prove(trial):
    # Whoever loses its parent becomes our child from now on, and we ask nobody.
    if ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise OSError("no subreaper")
    with Town(trial) as town:
        town.spawn("crew/plain", *QUICKLY)
        town.spawn("crew/deaf", *QUICKLY, agent=DEAF)
        while trial.done < trial.rounds:
            _agents(trial, town)
            trial.round(2)
            _stranger(trial, town)
            trial.round()


def _agents(trial, town):
    """Their tmux server dies: they are our children, and then zombies."""
    workers = ("crew/plain", "crew/deaf")
    _whole(town, workers)
    (agent,) = town.agents_of("crew/plain")
    os.kill(agent.pid, signal.SIGKILL)
    began = time.monotonic()
    await_true(lambda: agent not in town.agents_of("crew/plain"))
    # tmux 3.3a may overlook the end of a child: that agent is a zombie too, until tmux is made to ask.
    if not _back(trial, town, workers, "died below a living tmux"):
        return
    usual = time.monotonic() - began
    agents = {worker: town.agents_of(worker)[0].pid for worker in workers}
    os.kill(town.tmux_pid(), signal.SIGKILL)
    for worker, pid in agents.items():
        os.kill(pid, signal.SIGKILL)
        if await_true(lambda: _state(pid) == "Z", 10):
            trial.fault("agent that is a zombie")
    began = time.monotonic()
    _back(trial, town, workers, "became a zombie")
    seconds = time.monotonic() - began
    trial.measured("back s", seconds)
    trial.require(seconds <= BAR + 2 * usual, f"back only after {seconds:.2f} s, and else after {usual:.2f} s")
    for worker, pid in agents.items():
        trial.require(_state(pid) == "Z", f"the zombie of {worker} went away: it was not what was judged")
    _bury()


def _stranger(trial, town):
    """A lock of another program names a zombie by its pid alone."""
    dead = subprocess.Popen(["sleep", "infinity"])
    runtime = town.directory("crew/stranger") / ".runtime"
    runtime.mkdir(parents=True, exist_ok=True)
    moment = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    lock = {"pid": dead.pid, "acquired_at": moment, "session_id": "none-such", "hostname": os.uname().nodename}
    (runtime / "agent.lock").write_text(json.dumps(lock))
    kept = town.run("lock", "release", "crew/stranger")
    trial.require(kept.returncode == 4, f"the lock of a living process was released: {kept.stdout}")
    dead.kill()
    if await_true(lambda: _state(dead.pid) == "Z", 10):
        trial.fault("zombie in a lock of another program")
    began = time.monotonic()
    done = town.run("lock", "release", "crew/stranger")
    seconds = time.monotonic() - began
    trial.measured("released s", seconds)
    trial.require(done.returncode == 0, f"the lock of a zombie was not released: {done.stderr}")
    trial.require(_state(dead.pid) == "Z", "the zombie went away: it was not what was judged")
    dead.wait()


def _back(trial, town, workers, what):
    wrong = town.await_whole(workers, patience=20)
    for one in wrong:
        trial.violation(f"20 s after its agent {what}: {one}")
    return not wrong


def _whole(town, workers):
    wrong = town.await_whole(workers)
    if wrong:
        raise RuntimeError(f"no start to a round: {wrong}")


def _bury():
    """Asks them all at last, so that they do not pile up. No Popen of ours is among them."""
    while True:
        try:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                return
        except ChildProcessError:
            return


def _state(pid):
    try:
        return open(f"/proc/{pid}/stat").read().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return None


CLAIMS = [
    Claim(
        name="R12",
        says="a zombie is dead within a second: its worker is back, and its lock can be released",
        prove=prove,
        rounds=300,
        quick=6,
        namespaces=("-n",),  # where no tmux server of other towns is asked, and may not answer
        removals=(
            Removal("zombies are dead", ("dev.tmuxsupervisor.process.ProcStat.isOver=false",)),
        ),
    )
]
