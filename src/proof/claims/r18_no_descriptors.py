"""R18: what tmux, agents and their children have open, and whether any of it is the supervisor's."""

import os
import pathlib
import subprocess

from claim import Claim, Removal
from speaker import Speaker
from town import Town, await_true

WORKERS = 6
BATCH = 300  # rounds of one town
# A lock, a guard, a journal, a log, the control socket, a jar, a process or an event that is waited for.
OURS = ("agent.lock", ".flock", ".runtime", ".loop", "journal", "workers.jsonl", "/supervisor/", ".jar", "pidfd", "eventfd")
# A client hands its input and output over, and its server has them as long as it runs.
CALL = "/tmux-call-"
AGENT = ("sh", "-c", "sleep infinity & wait")


def prove(trial):
    while trial.done < trial.rounds:
        with Town(trial) as town:
            _town(trial, town, min(BATCH, trial.rounds - trial.done))


def _town(trial, town, rounds):
    _under_hold(trial, town)
    speaker = Speaker(town)
    workers = [f"crew/w{number}" for number in range(WORKERS)]
    for worker in workers:
        _spawn(speaker, town, worker)
    server = town.server()
    for _ in range(rounds):
        worker = trial.random.choice(workers)
        before = await_true(lambda: town.agents_of(worker))  # not seen while it becomes another program
        if not before:
            raise RuntimeError(f"{worker} is gone")
        kind = trial.random.choice(("spawn", "restart", "recovery"))
        if kind == "spawn":
            answer = speaker.say("stop", worker)
            if answer.code:
                raise RuntimeError(f"stop {worker}: {answer}")
            _spawn(speaker, town, worker)
        elif kind == "restart":
            answer = speaker.say("restart", worker)
            if answer.code:
                raise RuntimeError(f"restart {worker}: {answer}")
        else:
            os.kill(before[0].pid, 9)
        agents = await_true(lambda: [one for one in town.agents_of(worker) if one not in before])
        if not agents:
            raise RuntimeError(f"{kind}: {worker} is not back")
        trial.fault(kind)
        sockets = _sockets_of(server)
        tmux = town.tmux_pid()
        for pid in {tmux, *_family(agents[0].pid)}:
            _clean(trial, pid, sockets, kind, pid == tmux)
        trial.round()


def _under_hold(trial, town):
    """A program that the JVM itself became: there only close-on-exec stands between."""
    (town.town / "held").mkdir(exist_ok=True)
    done = subprocess.run(
        [town.launcher, "hold", "held", "--", "sh", "-c", "ls -l /proc/$$/fd"],
        cwd=town.town, env=town.environment, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60,
    )
    if done.returncode:
        raise RuntimeError(f"hold: {done}")
    open_there = [line.split(" ")[-3:] for line in done.stdout.splitlines() if "->" in line]
    more = [words for words in open_there if words[0] not in ("0", "1", "2")]
    trial.require(len(open_there) >= 3, f"hold: {done.stdout}")
    trial.require(not more, f"a program under hold has open {more}")
    trial.fault("hold")


def _clean(trial, pid, sockets, kind, is_tmux):
    for descriptor, link in _open(pid):
        trial.measured("descriptors looked at", int(descriptor))
        if is_tmux and CALL in link:
            ended = await_true(lambda: link not in {other for _, other in _open(pid)})
            trial.require(ended, f"after {kind} tmux keeps {descriptor} -> {link}, whose client is over")
            continue
        trial.require(not any(word in link for word in OURS), f"after {kind} process {pid} has {descriptor} -> {link}")
        trial.require(link not in sockets, f"after {kind} process {pid} shares the server's {link}")


def _open(pid):
    """(number, what it leads to) of all descriptors; of a process that ended meanwhile, what was seen till then."""
    try:
        for entry in pathlib.Path(f"/proc/{pid}/fd").iterdir():
            yield entry.name, os.readlink(entry)
    except (FileNotFoundError, ProcessLookupError):
        return


def _sockets_of(server):
    return {link for _, link in _open(server) if link.startswith("socket:")}


def _family(pid):
    try:
        children = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except FileNotFoundError:
        return {pid}
    return {pid}.union(*(_family(int(child)) for child in children))


def _spawn(speaker, town, worker):
    answer = speaker.say("spawn", worker, "--create", "--settle", "0s", "--backoff", "0s", "--max-restarts", "unlimited",
                         "--restart", "always", "--stop-timeout", "1s", *town.marked(worker), "--", *AGENT)
    if answer.code:
        raise RuntimeError(f"spawn {worker}: {answer}")


CLAIMS = [
    Claim(
        name="R18",
        says="tmux, agents and held programs inherit no lock, guard, socket, pidfd or log of the supervisor",
        prove=prove,
        rounds=3000,
        quick=8,
        removals=(
            Removal("close-on-exec of the loop lock", ("dev.tmuxsupervisor.process.LibcLockFile.setInheritable=void",)),
        ),
    )
]
