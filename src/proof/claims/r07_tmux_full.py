"""R7: a tmux server with too few descriptors, on which tmux itself hangs for ever."""

import os
import re
import signal
import subprocess
import time

from claim import Claim, Removal
from speaker import Speaker
from town import Town

TRIES = 200  # spawns on one server
PATIENCE = 20  # seconds for one answer
NUMBERS = re.compile(r"\d+ of at most \d+ files open")


def prove(trial):
    while trial.done < trial.rounds:
        with Town(trial) as town:
            limit = trial.random.randrange(80, 86 if trial.rounds < TRIES else 200)
            trial.fault("tmux server with few descriptors")
            town.tmux_server(limit)
            try:
                _fill(trial, town, limit, min(TRIES, trial.rounds - trial.done))
            finally:
                os.kill(town.tmux_process, signal.SIGKILL)  # one that spins takes no kill-server


def _fill(trial, town, limit, tries):
    town.tmux_process = town.tmux_pid()
    speaker = Speaker(town, PATIENCE)
    up, refused = [], 0
    for number in range(tries):
        worker = f"crew/w{number}"
        began = time.monotonic()
        try:
            answer = speaker.say("spawn", worker, "--create", "--settle", "0s", "--backoff", "0s", *town.marked(worker),
                                 "--json", "--", "sleep", "infinity")
        except TimeoutError:
            trial.violation(f"spawn {number} on {limit} descriptors gave no answer for {PATIENCE} s")
            return
        trial.measured("spawn ms", 1000 * (time.monotonic() - began))
        if answer.code == 0:
            up.append(worker)
        else:
            refused += 1
            trial.require(
                answer.code not in (124, 130) and NUMBERS.search(answer.out),
                f"spawn {number} on {limit} descriptors ended with {answer.code} and without the numbers: {answer.out}",
            )
            trial.require(not town.down(worker), f"{worker} was refused and left {town.down(worker)}")
            trial.fault("spawn beyond the limit")
        if refused == 1 or number % 20 == 0:
            _tmux_answers(trial, town, limit)
        trial.round()
    trial.measured("descriptors used of the limit %", 100 * len(os.listdir(f"/proc/{town.tmux_process}/fd")) / limit)
    trial.require(refused, f"{limit} descriptors were enough for {tries} spawns: nothing was tried")
    trial.require(up, f"not one spawn in {limit} descriptors")
    _fall(trial, town, up)
    _tmux_answers(trial, town, limit)


def _fall(trial, town, up):
    """All agents of a server that is full die at once, and then it."""
    began = time.monotonic()
    for those in town.agents().values():
        os.kill(those[0].pid, signal.SIGKILL)
        trial.fault("SIGKILL of an agent on a full server")
    for wrong in town.await_whole(up):
        trial.violation(f"after all agents of a full server died: {wrong}")
    trial.measured("all of a full server back s", time.monotonic() - began)


def _tmux_answers(trial, town, limit):
    try:
        subprocess.run(
            ["tmux", "-S", town.tmux_socket, "list-sessions"], timeout=PATIENCE, check=True, capture_output=True
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as hung:
        trial.violation(f"tmux with {limit} descriptors answers nobody any more: {hung}")


CLAIMS = [
    Claim(
        name="R7",
        says="a tmux server near its descriptor limit: spawns are refused with the numbers, and nothing hangs",
        prove=prove,
        rounds=2000,
        quick=16,
        red=90,
        removals=(
            Removal("counting descriptors", ("dev.tmuxsupervisor.tmux.Descriptors.obstacle=empty",)),
        ),
    )
]
