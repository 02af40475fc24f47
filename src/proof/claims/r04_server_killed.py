"""R4: the supervisor's server is killed, and no agent notices."""

import pathlib
import signal
import os
import time

from claim import Claim, Removal
from speaker import Speaker
from town import Town, await_true

WORKERS = 200
FEW = 8
LONGEST_GAP = 1.0  # seconds between two counts of one agent
# Counts, and keeps the longest time between two counts; small enough that two hundred of them leave the machine alone.
COUNTER = """
use Time::HiRes qw(clock_gettime CLOCK_MONOTONIC sleep);
open F, ">", "count" or die; my ($n, $gap, $last) = (0, 0, clock_gettime(CLOCK_MONOTONIC));
while (1) {
  sleep 0.2; my $now = clock_gettime(CLOCK_MONOTONIC); $n++;
  $gap = $now - $last if $now - $last > $gap; $last = $now;
  sysseek F, 0, 0; syswrite F, sprintf("%012d %012.6f %012d\\n", $n, $gap, $$);
}
"""


def prove(trial):
    workers = [f"crew/w{number}" for number in range(WORKERS if trial.rounds >= WORKERS else FEW)]
    with Town(trial) as town:
        speaker = Speaker(town)
        answers = speaker.many(
            ["spawn", worker, "--create", "--settle", "0s", "--backoff", "0s", "--max-restarts", "unlimited",
             *town.marked(worker), "--", "perl", "-e", COUNTER] for worker in workers
        )
        failed = [answer for answer in answers if answer.code]
        if failed:
            raise RuntimeError(f"{len(failed)} spawns failed: {failed[0]}")
        if not await_true(lambda: all(_count(town, worker) for worker in workers)):
            raise RuntimeError("not every agent counts")
        while trial.done < trial.rounds:
            _kill(trial, town, workers)


def _kill(trial, town, workers):
    before, locks = town.agents(), {worker: town.lock(worker) for worker in workers}
    counts = {worker: _count(town, worker) for worker in workers}
    server = town.server()
    os.kill(server, signal.SIGKILL)
    trial.fault("SIGKILL of the server")
    await_true(lambda: not pathlib.Path(f"/proc/{server}").exists())
    time.sleep(trial.random.random())  # for a while there is no supervisor at all: part of the fault
    asked = time.monotonic()
    known = {row["worker"]: row["verdict"] for row in town.json("list")["data"]["workers"]}
    trial.measured("all known again after s", time.monotonic() - asked)
    for worker in workers:
        trial.require(known.get(worker) == "held", f"{worker} is {known.get(worker)} to the next server")
    await_true(lambda: all(_count(town, worker)[0] > counts[worker][0] for worker in workers), patience=10)
    agents = town.agents()
    for worker in workers:
        trial.require(agents.get(worker) == before[worker], f"{worker}: {agents.get(worker)}, not {before[worker]}")
        trial.require(town.lock(worker) == locks[worker], f"{worker}: its lock was changed: {town.lock(worker)}")
        count, gap, _ = _count(town, worker)
        trial.require(count > counts[worker][0], f"{worker} stands still at {count}")
        trial.measured("longest gap between two counts s", gap)
        trial.require(gap < LONGEST_GAP + _noise(), f"{worker} did not count for {gap} s")
        trial.round()
    # That they are known is shown by a death that the new server must notice by itself.
    victim = trial.random.choice(workers)
    os.kill(before[victim][0].pid, signal.SIGKILL)
    fell = time.monotonic()
    back = await_true(lambda: town.agents_of(victim) not in ([], before[victim]), patience=8 if trial.sabotaged else 60)
    trial.require(back, f"{victim} died under the next server, and is not brought back")
    trial.measured("one that died then is back after s", time.monotonic() - fell)
    for wrong in town.await_whole([victim]):
        trial.violation(wrong)
    await_true(lambda: _count(town, victim) and _count(town, victim)[2] != before[victim][0].pid)


def _count(town, worker):
    """How far it counted, its longest gap in seconds, and who counts; None as long as it did not begin."""
    try:
        words = (town.directory(worker) / "count").read_text().split()
    except FileNotFoundError:
        return None
    return (int(words[0]), float(words[1]), int(words[2])) if len(words) == 3 else None


def _noise():
    """What a busy machine alone may add: it stops programs that nobody touches."""
    return 0.5 * max(0, os.getloadavg()[0] / os.cpu_count() - 1)


CLAIMS = [
    Claim(
        name="R4",
        says="the supervisor's server is killed: agents go on counting, and the next one knows them all",
        prove=prove,
        rounds=4000,
        quick=8,
        removals=(
            Removal("looking at once for who lives", ("dev.tmuxsupervisor.loop.Sweep.once=void",)),
            Removal("telling the living from the dead", ("dev.tmuxsupervisor.process.ProcessTable.probe=new:dev.tmuxsupervisor.process.Liveness$Dead",)),
        ),
        programs=("tmux", "perl"),
    )
]
