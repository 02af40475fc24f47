"""R6: tmux says nothing for a while, and nothing follows from its silence."""

import concurrent.futures
import os
import pathlib
import signal
import time

from claim import Claim, Removal
from figures import process
from speaker import Speaker
from town import Town, await_true

WORKERS = 6
AT_ONCE = 6  # operations during the silence
LONG, SHORT = 60, 4  # seconds
PROMPT = 15  # seconds; a list waits five for tmux, and that on a busy machine
# What a JVM keeps for a while: reapers of children, a journal that was opened for the first time.
THREADS, DESCRIPTORS = 10, 4


def prove(trial):
    seconds = LONG if trial.rounds > WORKERS else SHORT
    while trial.done < trial.rounds:
        with Town(trial) as town:
            _silence(trial, town, seconds)


def _silence(trial, town, seconds):
    speaker = Speaker(town)
    workers = [f"crew/w{number}" for number in range(WORKERS)]
    for worker in workers:
        _spawn(town, speaker, worker)
    before = {worker: (town.agents_of(worker), _bytes(town, worker)) for worker in workers}
    server, tmux = town.server(), town.tmux_pid()
    speaker.say("list")
    footprint = process(server), _children(server)
    late = [f"late/w{number}" for number in range(3)]
    os.kill(tmux, signal.SIGSTOP)
    try:
        trial.fault("SIGSTOP of the tmux server")
        _operate(trial, town, speaker, workers, late, before, seconds)
    finally:
        os.kill(tmux, signal.SIGCONT)
    again = time.monotonic()
    for wrong in town.await_whole(workers):
        trial.violation(f"afterwards {wrong}")
    trial.require(
        {worker: (town.agents_of(worker), _bytes(town, worker)) for worker in workers} == before,
        "an agent or a lock is another than before the silence",
    )
    for worker in late:  # the spawn that got no answer came to nothing, or to one agent under its lock
        settled = await_true(lambda: not town.faults([worker]) or not town.down(worker))
        trial.require(settled, f"{worker} is neither up nor down: {town.faults([worker])} {town.down(worker)}")
        answer = _spawn(town, speaker, worker, check=False)
        trial.require(answer.code in (0, 4), f"{worker} can't be spawned afterwards: {answer}")
        for wrong in town.await_whole([worker]):
            trial.violation(f"afterwards {wrong}")
    trial.measured("late sessions settled s", time.monotonic() - again)
    _footprint(trial, server, *footprint)
    trial.round(len(workers))


def _operate(trial, town, speaker, workers, late, before, seconds):
    end = time.monotonic() + seconds
    doubtful = [["spawn", worker, "--create", *town.marked(worker), "--", "sleep", "infinity"] for worker in late]
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE + 1) as pool:
        asked = {pool.submit(speaker.say, *words) for words in doubtful}
        listing = pool.submit(_list, trial, speaker)
        while time.monotonic() < end:
            worker = trial.random.choice(workers)
            if len(asked) < AT_ONCE:
                words = trial.random.choice(("why", "recover", "capture", "attach"))
                asked.add(pool.submit(speaker.say, words, worker))
                trial.fault("operation during the silence")
            if listing.done():
                listing.result()
                listing = pool.submit(_list, trial, speaker)
            for one in workers:
                if _bytes(town, one) != before[one][1]:
                    trial.violation(f"{one}: its lock was changed while tmux was silent: {_bytes(town, one)}")
            agents = town.agents()
            for one in workers:
                trial.require(agents.get(one) == before[one][0], f"{one}: {agents.get(one)} instead of {before[one][0]}")
            asked = set(concurrent.futures.wait(asked, timeout=0.2).not_done)
        listing.result()


def _list(trial, speaker):
    began = time.monotonic()
    answer = speaker.json("list")
    took = time.monotonic() - began
    trial.measured("list during the silence s", took)
    trial.require(took < PROMPT and answer["ok"], f"list took {took:.1f} s and said {str(answer)[:200]}")
    states = {row["worker"]: row["verdict"] for row in answer["data"]["workers"]}
    wrong = {worker: state for worker, state in states.items() if state not in ("unknown", "held")}
    trial.require(all(worker.startswith("late/") for worker in wrong), f"list says {wrong}")


def _footprint(trial, server, before, children):
    """Nothing stays behind of operations that got no answer."""

    def more():
        now = process(server)
        return [
            f"{now[kind] - before[kind]} {kind} more"
            for kind, bound in (("threads", THREADS), ("descriptors", DESCRIPTORS))
            if now[kind] - before[kind] > bound
        ] + [f"child {pid}" for pid in _children(server) - children]

    await_true(lambda: not more(), patience=75, pause=0.2)
    for leak in more():
        trial.violation(f"the server keeps {leak} after the silence")


def _children(pid):
    return {
        int(child) for task in pathlib.Path(f"/proc/{pid}/task").iterdir() for child in _read(task / "children").split()
    }


def _read(file):
    try:
        return file.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""  # a thread that ended meanwhile has none


def _bytes(town, worker):
    return (town.directory(worker) / ".runtime/agent.lock").read_bytes()


def _spawn(town, speaker, worker, check=True):
    answer = speaker.say("spawn", worker, "--create", *town.marked(worker), "--", "sleep", "infinity")
    if check and answer.code:
        raise RuntimeError(f"spawn {worker}: {answer}")
    return answer


CLAIMS = [
    Claim(
        name="R6",
        says="tmux hangs: nobody is ended, started or freed meanwhile, list answers, and nothing is left behind",
        prove=prove,
        rounds=60,
        quick=6,
        removals=(
            Removal(
                "telling silence from absence",
                (
                    "dev.tmuxsupervisor.tmux.Deadline.missed=new:dev.tmuxsupervisor.tmux.NoServer",
                    "dev.tmuxsupervisor.tmux.Absence.alive=empty",
                ),
            ),
        ),
    )
]
