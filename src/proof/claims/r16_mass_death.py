"""R16: a thousand workers, of which every one dies at the same moment."""

import collections
import datetime
import os
import signal
import time

from claim import Claim, Removal
from figures import process
from speaker import Speaker
from town import Town, await_true

MANY, FEW = 1000, 24
BACK = 30  # seconds for a thousand; more on a machine that does something else, too
HEAP = 256  # MiB of the whole process, its heap included
PATIENCE, SHORT = 300, 8  # seconds for a fleet, of a thousand or of few without its protection


def prove(trial):
    while trial.done < trial.rounds:
        with Town(trial) as town:
            _fleet(trial, town, MANY if trial.rounds >= MANY else FEW)


def _fleet(trial, town, size):
    tmux = town.tmux_server(4 * size + 256)
    speaker = Speaker(town, PATIENCE)
    workers = [f"fleet/w{number}" for number in range(size)]
    began = time.monotonic()
    answers = speaker.many(
        ["spawn", worker, "--create", "--settle", "0s", "--backoff", "0s", "--max-restarts", "unlimited",
         "--restart", "always", *town.marked(worker), "--", "sleep", "infinity"] for worker in workers
    )
    failed = [answer for answer in answers if answer.code]
    if failed:
        raise RuntimeError(f"{len(failed)} spawns failed: {failed[0]}")
    trial.measured(f"{size} spawned s", time.monotonic() - began)
    for wrong in town.await_whole(workers, PATIENCE):
        trial.violation(f"before anything happened: {wrong}")
    _listed(trial, speaker, size)
    before = town.agents()
    died = datetime.datetime.now(datetime.UTC)
    began = time.monotonic()
    for those in before.values():
        os.kill(those[0].pid, signal.SIGKILL)
        trial.fault("SIGKILL of an agent among all")
    trial.measured("killing all took s", time.monotonic() - began)
    wrong = town.await_whole(workers, SHORT if trial.sabotaged else PATIENCE)
    back = time.monotonic() - began
    for words in wrong:
        trial.violation(f"after {back:.0f} s: {words}")
    trial.measured(f"all {size} back s", back)
    trial.require(back < BACK * max(1, os.getloadavg()[0] / 4), f"all were back after {back:.0f} s only")
    after = town.agents()
    for worker in workers:
        trial.require(after[worker] != before[worker], f"{worker} did not die")
        trial.round()
    _journal(trial, town, died, size)
    _tries(trial, town, workers)
    trial.require(town.tmux_pid() == tmux, "another tmux server")
    now = process(town.server())
    trial.measured("server MiB", now["rss_mib"])
    trial.measured("server threads", now["threads"])
    trial.require(now["rss_mib"] < HEAP, f"the server has {now['rss_mib']} MiB")
    _listed(trial, speaker, size)
    _one(trial, town, workers)


def _listed(trial, speaker, size):
    began = time.monotonic()
    rows = speaker.json("list")["data"]["workers"]
    trial.measured(f"list of {size} s", time.monotonic() - began)
    held = sum(row["verdict"] == "held" for row in rows)
    trial.require((len(rows), held) == (size, size), f"list has {len(rows)} workers, {held} held")


def _one(trial, town, workers):
    """One death among a thousand sessions."""
    worker = trial.random.choice(workers)
    before = town.agents_of(worker)
    began = time.monotonic()
    os.kill(before[0].pid, signal.SIGKILL)
    for wrong in town.await_whole([worker]):
        trial.violation(f"one death among {len(workers)}: {wrong}")
    trial.measured("one of them back s", time.monotonic() - began)


def _journal(trial, town, died, size):
    """When each death was dealt with, by the journal's own times."""
    def deaths():
        return [event for event in town.events() if event["event"] == "ended"]

    await_true(lambda: len(deaths()) >= size, pause=0.5)  # it is written after the deed
    ended = deaths()
    after = sorted((datetime.datetime.fromisoformat(event["at"]) - died).total_seconds() for event in ended)
    workers = {event["worker"] for event in ended}
    trial.require(len(ended) == len(workers) == size, f"{len(ended)} deaths of {len(workers)} workers in the journal")
    trial.measured("first death in the journal s", after[0])
    trial.measured("last death in the journal s", after[-1])


def _tries(trial, town, workers):
    """Each was started once; a try that tmux did not answer in time takes a generation, and nothing else."""
    tries = collections.defaultdict(collections.Counter)
    for event in town.events():
        if event["event"] in ("restart", "adopted"):
            tries[event["worker"]][event["outcome"]] += 1
    for worker in workers:
        outcomes, generation = tries[worker], town.lock(worker).generation
        trial.require(outcomes["started"] + outcomes["adopted"] == 1, f"{worker} was started so: {dict(outcomes)}")
        trial.require(generation <= 1 + outcomes.total(), f"{worker} is of generation {generation} after {dict(outcomes)}")
    unanswered = sum(outcomes["unknown"] + outcomes["failed"] for outcomes in tries.values())
    trial.measured("starts that tmux did not answer in time", unanswered)


CLAIMS = [
    Claim(
        name="R16",
        says="every worker of a thousand dies at once: all are back with one agent each, and the server stays small",
        prove=prove,
        rounds=MANY,
        quick=FEW,
        alone=True,
        removals=(
            Removal("hearing of ends and looking for them", (
                "dev.tmuxsupervisor.process.EndNotice.deliver=void",
                "dev.tmuxsupervisor.loop.Sweep.once=void",
            )),
        ),
    )
]
