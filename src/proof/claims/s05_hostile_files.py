"""S5: what stands at the lock's place is no file of ours."""

import contextlib
import json
import os
import socket
import stat
import time

import referee
from claim import Claim, Removal
from town import Town

QUICKLY_S = 20  # a launch on a busy machine; a FIFO or 10 GB would keep it far longer


def _good(town):
    file = town.path / "good"
    file.write_text(json.dumps({"pid": 4_000_000, "acquired_at": "2026-01-01T00:00:00Z", "session_id": "gone", "hostname": os.uname().nodename}))
    return file


def _sparse(file):
    with open(file, "wb") as out:
        out.truncate(10 << 30)


def _socket(file):
    with contextlib.chdir(file.parent), socket.socket(socket.AF_UNIX) as planted:
        planted.bind(file.name)


def _foreign(town, file):
    file.write_bytes(_good(town).read_bytes())
    os.chown(file, 65534, 65534)


KINDS = {
    "link to a stale lock": lambda town, file: file.symlink_to(_good(town)),
    "dangling link": lambda town, file: file.symlink_to("nowhere"),
    "link to itself": lambda town, file: file.symlink_to(file),
    "link to /dev/zero": lambda town, file: file.symlink_to("/dev/zero"),
    "FIFO": lambda town, file: os.mkfifo(file),
    "socket": lambda town, file: _socket(file),
    "device": lambda town, file: os.mknod(file, 0o600 | stat.S_IFCHR, os.makedev(1, 5)),
    "directory": lambda town, file: file.mkdir(),
    "10 GB": lambda town, file: _sparse(file),
    "another user's": _foreign,
}


def prove(trial):
    with Town(trial) as town:
        town.run("version", check=True)  # the time of a start is not that of a refusal
        number = 0
        while trial.done < trial.rounds:
            kind = list(KINDS)[number % len(KINDS)]
            _refused(trial, town, f"w{number}", kind)
            number += 1
            trial.round()


def _refused(trial, town, worker, kind):
    file = referee.lock_file(town.directory(worker))
    file.parent.mkdir(parents=True)
    good = _good(town)
    KINDS[kind](town, file)
    before, bytes_before = os.lstat(file), good.read_bytes()
    for words in (["spawn", worker, *town.marked(worker), "--", "sleep", "infinity"], ["lock", "release", worker], ["stop", worker]):
        began = time.monotonic()
        done = town.run(*words)
        took = time.monotonic() - began
        trial.measured("refused s", took)
        trial.require(done.returncode == 4, f"{kind}: {words[0]} ended with {done.returncode}: {done.stdout} {done.stderr}")
        trial.require(took < QUICKLY_S, f"{kind}: {words[0]} took {took} s")
    after = os.lstat(file)
    same = all(getattr(before, part) == getattr(after, part) for part in ("st_ino", "st_mode", "st_size", "st_mtime_ns", "st_ctime_ns"))
    trial.require(same, f"{kind}: it was changed")
    trial.require(good.read_bytes() == bytes_before, f"{kind}: what it leads to was changed")
    trial.require(not town.agents_of(worker), f"{kind}: an agent was started")
    trial.fault(kind)
    if file.is_dir() and not file.is_symlink():
        file.rmdir()
    else:
        file.unlink()


CLAIMS = [
    Claim(
        name="S5",
        says="what is no lock of ours at the lock's place is refused at once, and neither followed nor changed",
        prove=prove,
        rounds=200,
        quick=5,
        root=True,
        red=5,
        removals=(
            Removal("telling why a file cannot be opened from its absence", ("dev.tmuxsupervisor.process.ErrnoException.errno=2",)),
        ),
    )
]
