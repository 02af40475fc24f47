"""R10: locks that something broke, while the agent that they are of lives."""

import itertools
import pathlib
import re
import subprocess

import referee
from answers import Answers
from claim import Claim, Removal
from mutants import Mutants, may_be_read
from town import Town, await_true

BATCH = 500
TAKEN_OVER = ("FREE", "STALE", "LOCK_LOST")
SLOWEST_NS = 10_000_000
LARGEST = 1 << 20
WARM = 2_000  # cases until the code is compiled
SPARED = re.compile(r"(kill|tkill|pidfd_send_signal)\(")


def prove(trial):
    with Town(trial) as town:
        worker = "crew"
        town.spawn(worker, "--restart", "never")
        agents = town.agents_of(worker)
        good = referee.lock_file(town.directory(worker)).read_bytes()
        mutants = Mutants(good, trial.random)
        _judged(trial, town, worker, good, mutants)
        trial.require(town.agents_of(worker) == agents, "the agent whose locks were read is not what it was")
        referee.lock_file(town.directory(worker)).write_bytes(good)
        _through_the_launcher(trial, town, worker, good, mutants, agents)


def _judged(trial, town, worker, good, mutants):
    """In a copy of the directory, so that our own server has no part in it."""
    copy = town.path / "copy" / worker
    (copy / ".runtime").mkdir(parents=True)
    cases = mutants.systematic() if trial.rounds > 10_000 else _some(trial, mutants)
    cases = itertools.islice(itertools.chain(cases, iter(mutants.random, None)), trial.rounds)
    with Answers(trial, "dev.tmuxsupervisor.observe.VerdictCase", copy.parent, worker, town.tmux_socket) as answers:
        first = answers.to([good])[0].split()
        if first[:2] != ["Present", "HELD"]:
            raise RuntimeError(f"the whole lock is {first}")
        while batch := list(itertools.islice(cases, BATCH)):
            for (kind, data), line in zip(batch, answers.to([data for _, data in batch])):
                _judge(trial, kind, data, good, line)


def _some(trial, mutants):
    whole = list(mutants.systematic())
    trial.random.shuffle(whole)
    return whole[: trial.rounds // 2]


def _judge(trial, kind, data, good, line):
    read, verdict, nanoseconds, memory = line.split()
    if verdict in TAKEN_OVER:
        trial.violation(f"{kind}: the agent lives, and its lock is {verdict}: {_damage(data, good)}")
    if read == "Absent":
        trial.violation(f"{kind}: taken for no lock: {data[:300]!r}")
    if read == "Present" and not may_be_read(data):
        trial.violation(f"{kind}: taken for a lock: {_damage(data, good)}")
    if trial.done > WARM:
        trial.measured("reading one ms", int(nanoseconds) / 1e6)
        trial.require(int(nanoseconds) < SLOWEST_NS, f"{kind}: {int(nanoseconds) / 1e6} ms to read {len(data)} bytes")
        trial.require(int(memory) < LARGEST, f"{kind}: {memory} bytes of memory to read {len(data)}")
    trial.fault(kind)
    trial.round()


def _damage(data, good):
    """Where it begins to differ from the whole lock, and how it reads from there."""
    at = next((place for place, (one, other) in enumerate(zip(data, good)) if one != other), min(len(data), len(good)))
    return f"{len(data)} bytes for {len(good)}, other from {at} on: ...{data[max(0, at - 40) : at + 40]!r}"


def _through_the_launcher(trial, town, worker, good, mutants, agents):
    """Verbs that would like to act, on a lock that tells nothing, while strace notes every signal."""
    file = referee.lock_file(town.directory(worker))
    cases = [case for case in mutants.systematic() if not may_be_read(case[1])]
    trial.random.shuffle(cases)
    audit = town.path / "signals"
    server = town.server_pid()
    with subprocess.Popen(
        ["strace", "-f", "-qq", "-e", "trace=kill,tkill,pidfd_send_signal", "-e", "signal=none", "-o", audit, "-p", str(server)]
    ) as strace:
        try:
            if not await_true(lambda: f"TracerPid:\t{strace.pid}" in _status(server)):
                raise RuntimeError("strace did not get hold of the server")
            for kind, data in cases[: max(1, min(20, trial.rounds // 3_000))]:
                file.write_bytes(data)
                for words in (["spawn", worker, "--", "sleep", "infinity"], ["stop", worker], ["recover", worker],
                              ["restart", worker], ["lock", "release", worker], ["locks", "clean"]):
                    town.run(*words)
                    trial.require(town.agents_of(worker) == agents, f"{kind}: {words[0]} changed the agents: {data[:300]!r}")
                trial.require(file.exists() and file.read_bytes() == data, f"{kind}: the lock was changed: {data[:300]!r}")
                trial.fault(f"{kind}, through six verbs")
                trial.round()
            sent = [line for line in audit.read_text().splitlines() if SPARED.search(line)]
            trial.require(not _at_others(sent, server), f"signals were sent: {_at_others(sent, server)[:3]}")
            file.write_bytes(good)
            town.run("stop", worker, check=True)
            seen = await_true(lambda: _at_others(audit.read_text().splitlines(), server))
            if not seen:
                raise RuntimeError("strace did not see the signal of a stop, so it would have seen none")
        finally:
            strace.terminate()


def _status(pid):
    return pathlib.Path(f"/proc/{pid}/status").read_text()


def _at_others(lines, server):
    """Signals to an agent's process; SIGCHLD to tmux only has it look."""
    return [
        line for line in lines
        if SPARED.search(line) and "SIGCHLD" not in line and not re.search(rf"kill\({server},|kill\(\d+, 0\)", line)
    ]


CLAIMS = [
    Claim(
        name="R10",
        says="a lock that something broke is never taken over while its agent lives, and nobody is signalled for it",
        prove=prove,
        rounds=60_000,
        quick=2_000,
        red=3_000,
        removals=(
            Removal(
                "damage being told from no lock",
                ("dev.tmuxsupervisor.lock.LockFile.parse=call:dev.tmuxsupervisor.lock.DamagedIsAbsent.parse",),
            ),
        ),
        programs=("tmux", "strace"),
    )
]
