"""The referee: counts agents by a mark in their environment and reads locks with a parser of its own.

It shares no code with the supervisor and asks it nothing, so that no mistake of the one hides in the other.
"""

import dataclasses
import datetime
import json
import os
import pathlib
import re
import subprocess
import time

MARK = "PROOF_AGENT"
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_LARGEST = 64 * 1024
_KERNEL_THREAD = 0x00200000  # PF_KTHREAD among the flags of proc_pid_stat(5)


class Torn(Exception):
    """A lock that is not one: empty, cut off, or with a field missing or of the wrong kind."""


@dataclasses.dataclass(frozen=True)
class Agent:
    pid: int
    ticks: int
    parent: int


@dataclasses.dataclass(frozen=True)
class Lock:
    pid: int
    session: str
    host: str
    generation: int | None
    ticks: int | None
    boot: str | None
    raw: dict


def agents(mark):
    """The living agents that were started with PROOF_AGENT=mark/worker: worker -> agents.

    Of processes that one started, only the uppermost counts; a child whose parent is over is one itself.
    A look takes a while, in which one agent may end and the next begin: two count only if both are still
    there in a second look, for then both lived when the first was done.
    """
    found = _uppermost(_processes(mark))
    if any(len(those) > 1 for those in found.values()):
        first, second = _processes(mark), _processes(mark)
        found = _uppermost({
            worker: {one.pid: one for one in those.values() if _still(one, second.get(worker, {}))}
            for worker, those in first.items()
        })
    return found


def _processes(mark):
    prefix = f"{MARK}={mark}/".encode()
    found = {}
    for folder in pathlib.Path("/proc").iterdir():
        if folder.name.isdigit():
            worker, process = _look(folder, prefix)
            if worker:
                found.setdefault(worker, {})[process.pid] = process
    return found


def _uppermost(found):
    return {
        worker: [one for one in those.values() if one.parent not in those] for worker, those in found.items() if those
    }


def _still(process, later):
    return process.pid in later and later[process.pid].ticks == process.ticks


def _look(folder, prefix):
    try:
        stat = (folder / "stat").read_bytes()
        words = stat[stat.rindex(b")") + 2 :].split()
        if words[0] in (b"Z", b"X"):
            return None, None
        for variable in _environment(folder, int(words[6])).split(b"\0"):
            if variable.startswith(prefix):
                process = Agent(int(folder.name), int(words[19]), int(words[1]))
                return variable[len(prefix) :].decode(), process
    except OSError:
        pass  # over between two reads, or another user's: none of ours
    return None, None


def _environment(folder, flags):
    """While a program becomes another one, nobody can read its environment: it is there in a moment."""
    for _ in range(20):
        environment = (folder / "environ").read_bytes()
        if environment or flags & _KERNEL_THREAD:
            break
        time.sleep(0.002)
    return environment


def lock_file(directory):
    return pathlib.Path(directory) / ".runtime/agent.lock"


def lock(directory):
    """The lock of a worker's directory, None without one; raises Torn."""
    try:
        descriptor = os.open(lock_file(directory), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        return None
    with open(descriptor, "rb") as file:
        data = file.read(_LARGEST + 1)
    return parsed(data)


def parsed(data):
    try:
        record = json.loads(data.decode("utf-8"), object_pairs_hook=_once)
    except (ValueError, RecursionError) as broken:
        raise Torn(f"{len(data)} bytes, {broken}: {data[:200]!r}") from None
    if not isinstance(record, dict):
        raise Torn(f"no object: {data[:200]!r}")
    for name, kind in (("pid", int), ("acquired_at", str), ("session_id", str), ("hostname", str)):
        if type(record.get(name)) is not kind:
            raise Torn(f"{name} is {record.get(name)!r}")
    if not _RFC3339.fullmatch(record["acquired_at"]):
        raise Torn(f"acquired_at is {record['acquired_at']!r}")
    datetime.datetime.fromisoformat(record["acquired_at"].replace("Z", "+00:00"))
    ours = record.get("supervisor", {})
    return Lock(
        record["pid"], record["session_id"], record["hostname"],
        ours.get("generation"), ours.get("start_ticks"), ours.get("boot_id"), record,
    )


def _once(pairs):
    names = [name for name, _ in pairs]
    if len(set(names)) < len(names):
        raise ValueError(f"a name twice in {names}")
    return dict(pairs)


@dataclasses.dataclass(frozen=True)
class Pane:
    session: str
    pid: int
    dead: bool


def panes(socket):
    """The panes of a tmux server; none when there is no server."""
    done = subprocess.run(
        ["tmux", "-S", socket, "list-panes", "-a", "-F", "#{pane_pid} #{pane_dead} #{session_name}"],
        capture_output=True, text=True, timeout=60,
    )
    if done.returncode:
        return []
    lines = (line.split(" ", 2) for line in done.stdout.splitlines())
    return [Pane(name, int(pid), dead == "1") for pid, dead, name in lines]
