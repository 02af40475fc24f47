"""R11, S10: the kernel gives an agent's pid to somebody else; who gets signals, and who must not."""

import fcntl
import json
import os
import pathlib
import re
import signal
import subprocess
import time

import referee
import traced
from claim import Claim, Removal
from town import Town, await_true

NEXT = pathlib.Path("/proc/sys/kernel/ns_last_pid")
# Process 1 takes away whom nobody waits for, as the real one does.
NAMESPACES = ("-pf", "--kill-child", "--mount-proc", "sh", "-c", '"$@"; exit $?', "init")
QUICKLY = ["--settle", "0s", "--backoff", "0s", "--max-restarts", "unlimited", "--stop-timeout", "0s"]
TICKS_OFF = (
    "dev.tmuxsupervisor.process.ProcStat.startTicks=1",
    "dev.tmuxsupervisor.process.ProcessIdentity.startTicks=1",
)


def recycled(trial):
    worker = "crew/dave"
    with Town(trial) as town:
        town.spawn(worker, *QUICKLY)
        while trial.done < trial.rounds:
            impostor, agent, generation = _recycle(trial, town, worker)
            back = await_true(lambda: not town.faults([worker]) and town.lock(worker).generation > generation, 20)
            trial.require(back, f"pid {agent} is another's, and the worker is not back: {town.faults([worker])}")
            trial.require(impostor.poll() is None, f"the process that got pid {agent} was ended: {impostor.returncode}")
            # The journal is written when all is done.
            told = await_true(lambda: _ended(town, generation), 10)
            trial.require("belongs to another process now" in json.dumps(told), f"it was not recognised: {told}")
            impostor.kill()
            impostor.wait()
            trial.round()


def _ended(town, generation):
    return [one for one in town.events() if one["event"] == "ended" and one["generation"] == generation]


def _recycle(trial, town, worker):
    """While the supervisor can't look, its agent's pid becomes another's."""
    server = town.server_pid()
    lock = town.lock(worker)
    with open(town.directory(worker) / ".runtime/agent.lock.flock") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)  # so that no look is under way that has seen the agent alive
        os.kill(server, signal.SIGSTOP)
        if not await_true(lambda: _state(server) == "T", 10):
            raise RuntimeError("the server does not stop")
    (agent,) = town.agents_of(worker)
    os.kill(town.tmux_pid(), signal.SIGKILL)
    try:
        os.kill(agent.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass  # its terminal ended it
    if not await_true(lambda: not os.path.exists(f"/proc/{agent.pid}"), 20):
        raise RuntimeError(f"the agent {agent.pid} does not go")
    impostor = _with_pid(agent.pid, agent.ticks)
    trial.fault("pid of an agent given to another process")
    os.kill(server, signal.SIGCONT)
    return impostor, agent.pid, lock.generation


def _with_pid(pid, ticks):
    """Others take numbers too, so it may need several goes."""
    for _ in range(1000):
        NEXT.write_text(str(pid - 1))
        process = subprocess.Popen(["sleep", "infinity"])
        if process.pid == pid and _ticks(pid) != ticks:
            return process
        process.kill()
        process.wait()
    raise RuntimeError(f"no process got the pid {pid}")


def _state(pid):
    return _stat(pid)[0]


def _ticks(pid):
    return int(_stat(pid)[19])


def _stat(pid):
    return pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def signals(trial):
    """Locks that name nobody, everybody, init or a stranger; strace tells of every signal of the server."""
    with Town(trial) as town:
        strangers = [subprocess.Popen(["tail", "-f", "/dev/null"]) for _ in range(3)]
        try:
            with traced.server(town, "kill,tkill,tgkill,pidfd_send_signal") as calls:
                server = town.server_pid()
                while trial.done < trial.rounds:
                    _signal_round(trial, town, server, strangers)
                    trial.round()
                _judge_calls(trial, calls)
        finally:
            for one in strangers:
                one.kill()
                one.wait()


def _signal_round(trial, town, server, strangers):
    worker = f"crew/w{trial.done}"
    town.spawn(worker, *QUICKLY)
    if not await_true(lambda: len(town.agents_of(worker)) == 1, 10):
        raise RuntimeError(f"no start to a round: {town.faults([worker])}")
    (agent,) = town.agents_of(worker)
    file = referee.lock_file(town.directory(worker))
    record = json.loads(file.read_text())
    stranger = trial.random.choice(strangers)
    # Without its protection, a trial that names itself ends itself.
    pid = stranger.pid if trial.sabotaged else trial.random.choice((-1, 0, 1, -agent.pid, os.getpid(), server, 2**31, 2**22 + 1, stranger.pid, stranger.pid))
    record["pid"] = pid
    if trial.random.random() < 0.3:
        del record["supervisor"]
    elif trial.random.random() < 0.5 and pid > 0 and os.path.exists(f"/proc/{pid}"):
        # Off by one: what starts within the same tick under the same pid is the same to the kernel.
        record["supervisor"]["start_ticks"] = _ticks(pid) + trial.random.choice((-1, 1, 1000))
    if trial.random.random() < 0.5:
        town.tmux("kill-session", "-t", f"={worker}", check=False)
    draft = file.with_name("draft")
    draft.write_text(json.dumps(record))
    os.rename(draft, file)
    trial.fault("lock that names another process")
    for words in trial.random.sample((("recover", worker), ("stop", "--kill", worker), ("lock", "release", worker, "--force", "--yes")), 3):
        town.run(*words)
    for one in strangers:
        trial.require(one.poll() is None, f"{words[0]} with pid {pid} in the lock ended a stranger: {one.returncode}")
    trial.require(os.path.exists(f"/proc/{server}"), f"{words[0]} with pid {pid} in the lock ended the server")
    for one in town.agents_of(worker):
        os.kill(one.pid, signal.SIGKILL)


def _judge_calls(trial, calls):
    """tmux, its shells and the agents signal whom they like."""
    others = re.compile(r"\d+<(tmux|sh|dash|env|sleep)\b")
    lines = [line for line in calls.read_text().splitlines() if not others.match(line)]
    sent = 0
    for line in lines:
        words = re.search(r"\b(kill|tkill|tgkill|pidfd_send_signal)\((.*)", line)
        if not words or re.search(r"[>\d], (0\b|SIGCHLD|SIGRT_)", words[2]) or re.match(r"\d+<tmux: client>, SIGKILL", words[2]):
            continue  # a look; what makes tmux look; a child of its own, whose number nobody gets before it asks
        if words[1] in ("kill", "tkill", "tgkill"):
            trial.violation(f"a signal by number: {line}")
            continue
        sent += 1
        # An agent is a sleep here, and nobody else that the server could reach is one.
        trial.require(re.search(r"pid:\d+<sleep>", words[2]), f"a signal to who never was an agent: {line}")
    trial.measured("signals sent", sent)
    trial.require(sent > 0 or trial.sabotaged, "no signal was seen: nothing was proved")


CLAIMS = [
    Claim(
        name="R11",
        says="an agent's pid that another process got: recognised, no signal to it, and the worker is back",
        prove=recycled,
        rounds=100,
        quick=3,
        removals=(Removal("start ticks", TICKS_OFF),),
        namespaces=NAMESPACES,
        programs=("tmux", "unshare"),
    ),
    Claim(
        name="S10",
        says="whatever a lock names, each signal to other than our own tmux clients goes through a handle to an agent's process",
        prove=signals,
        rounds=300,
        quick=6,
        removals=(Removal("whose process it is", TICKS_OFF + ("dev.tmuxsupervisor.process.ProcessIdentity.equals=true",)),),
        red=20,
        namespaces=NAMESPACES,
        programs=("tmux", "unshare", "strace"),
    ),
]
