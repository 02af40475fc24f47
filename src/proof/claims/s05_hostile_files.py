"""S5: what stands at the place of a lock, of its guard or of their folder is no file of ours."""

import contextlib
import json
import os
import signal
import socket
import stat
import threading
import time

import referee
from claim import Claim, Removal
from speaker import Speaker
from town import Town, await_true

QUICKLY_S = 20  # a launch on a busy machine; a FIFO or 10 GB would keep it far longer


def _good(town):
    file = town.path / "good"
    file.write_text(json.dumps({"pid": 4_000_000, "acquired_at": "2026-01-01T00:00:00Z", "session_id": "gone", "hostname": os.uname().nodename}))
    return file


def _socket(file):
    with contextlib.chdir(file.parent), socket.socket(socket.AF_UNIX) as planted:
        planted.bind(file.name)


def _foreign(town, file):
    file.write_bytes(_good(town).read_bytes())
    os.chown(file, 65534, 65534)


# At the lock's place.
LOCKS = {
    "link to a stale lock": lambda town, file: file.symlink_to(_good(town)),
    "dangling link": lambda town, file: file.symlink_to("nowhere"),
    "link to itself": lambda town, file: file.symlink_to(file),
    "link to /dev/zero": lambda town, file: file.symlink_to("/dev/zero"),
    "FIFO": lambda town, file: os.mkfifo(file),
    "socket": lambda town, file: _socket(file),
    "device": lambda town, file: os.mknod(file, 0o600 | stat.S_IFCHR, os.makedev(1, 5)),
    "directory": lambda town, file: file.mkdir(),
    "10 GB": lambda town, file: (file.touch(), os.truncate(file, 10 << 30)),
    "another user's": _foreign,
}


# At the place of the file that flock(2) is taken on, and of the folder of both.
GUARDS = {kind: LOCKS[kind] for kind in ("link to a stale lock", "dangling link", "link to itself", "FIFO", "socket", "device", "directory")}
FOLDERS = {
    "link to a folder": lambda town, file: file.symlink_to(_folder(town)),
    "file": lambda town, file: file.write_text("precious"),
} | {kind: LOCKS[kind] for kind in ("dangling link", "link to itself", "FIFO", "socket", "device")}
PLACES = {"lock": LOCKS, "guard": GUARDS, "folder": FOLDERS}
CODES = {"lock": (4, 4, 4), "guard": (1, 1, 1), "folder": (1, 3, 3)}  # of spawn, lock release and stop
CASES = [(place, kind) for place, kinds in PLACES.items() for kind in kinds]


def _folder(town):
    """Somebody's, with a file."""
    folder = town.path / "somebody"
    folder.mkdir(exist_ok=True)
    (folder / "file").write_text("precious")
    return folder


def prove(trial):
    with Town(trial) as town:
        speaker = Speaker(town)
        speaker.say("version")  # the time of a start is not that of a refusal
        cases, number = [CASES[0], *trial.random.sample(CASES, len(CASES))], 0
        while trial.done < trial.rounds:
            _refused(trial, town, speaker, f"w{number}", *cases[number % len(cases)])
            trial.round()
            number += 1
            if number % 4 == 0:
                _hard_link(trial, town, speaker, f"hard{number}")
                _swapped(trial, town, speaker, f"swapped{number}")
                trial.round(2)


def _refused(trial, town, speaker, worker, place, kind):
    lock = referee.lock_file(town.directory(worker))
    file = {"lock": lock, "guard": lock.with_name("agent.lock.flock"), "folder": lock.parent}[place]
    file.parent.mkdir(parents=True)
    good, folder = _good(town), _folder(town)
    PLACES[place][kind](town, file)
    before = os.lstat(file), good.read_bytes(), _within(folder)
    spawn = ["spawn", worker, *town.marked(worker), "--", "sleep", "infinity"]
    for words, code in zip((spawn, ["lock", "release", worker], ["stop", worker]), CODES[place]):
        began = time.monotonic()
        done = speaker.say(*words)
        took = time.monotonic() - began
        trial.measured("refused s", took)
        trial.require(done.code == code, f"{kind} as {place}: {words[0]} ended with {done.code}: {done.out} {done.err}")
        trial.require(took < QUICKLY_S, f"{kind} as {place}: {words[0]} took {took} s")
    if place == "lock":
        state = speaker.json("why", worker)["data"]["lock"]["state"]
        trial.require((state == "present") == (kind == "another user's"), f"{kind} as {place}: it was read, and is {state}")
    after = os.lstat(file), good.read_bytes(), _within(folder)
    trial.require(_same(before[0], after[0]), f"{kind} as {place}: it was changed")
    trial.require(before[1:] == after[1:], f"{kind} as {place}: what it leads to was changed: {after[1:]} for {before[1:]}")
    trial.require(not town.agents_of(worker), f"{kind} as {place}: an agent was started")
    trial.fault(f"{kind} as {place}")
    (file.rmdir if kind == "directory" else file.unlink)()


def _within(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def _same(one, other):
    parts = ("st_ino", "st_mode", "st_size", "st_mtime_ns", "st_ctime_ns")
    return all(getattr(one, part) == getattr(other, part) for part in parts)


def _hard_link(trial, town, speaker, worker):
    """A lock that is also somebody's file: whatever the program says later, it says in a file of its own."""
    speaker.say("spawn", worker, "--create", *town.marked(worker), "--backoff", "0s", "--settle", "0s", "--", "sleep", "infinity")
    theirs = town.path / f"{worker}-theirs"
    os.link(referee.lock_file(town.directory(worker)), theirs)
    first, before = town.agents_of(worker), (theirs.read_bytes(), os.stat(theirs).st_mtime_ns)
    os.kill(first[0].pid, signal.SIGKILL)
    back = await_true(lambda: town.agents_of(worker) not in ([], first))
    for wrong in town.await_whole([worker]) if back else ["it was not brought back"]:
        trial.violation(f"hard link: {worker}: {wrong}")
    stopped = speaker.say("stop", worker)
    trial.require(stopped.code == 0, f"hard link: stop ended with {stopped.code}: {stopped.err}")
    after = theirs.read_bytes(), os.stat(theirs).st_mtime_ns
    trial.require(before == after, f"hard link: their file was changed from {before} to {after}")
    trial.fault("hard link as lock")


SWAPPED = ("link to a stale lock", "dangling link", "FIFO", "socket", "10 GB")
LOOKS = 24


def _swapped(trial, town, speaker, worker):
    """Somebody renames one hostile file after the other over the lock; each one alone must be refused."""
    lock = referee.lock_file(town.directory(worker))
    lock.parent.mkdir(parents=True)
    good = _good(town).read_bytes()
    elsewhere = json.dumps(json.loads(good) | {"hostname": "elsewhere"})
    lock.write_text(elsewhere)
    over, swaps = threading.Event(), []
    spawn = ["spawn", worker, *town.marked(worker), "--", "sleep", "infinity"]

    def swap():
        draft = town.path / "draft"
        while not over.is_set():
            for kind in SWAPPED:
                LOCKS[kind](town, draft)
                draft.rename(lock)
                draft.write_text(elsewhere)
                draft.rename(lock)
                swaps.append(kind)

    renamer = threading.Thread(target=swap)
    renamer.start()
    try:
        for number in range(LOOKS):
            words = (["why", worker, "--json"], spawn, ["lock", "release", worker])[number % 3]
            began = time.monotonic()
            done = speaker.say(*words)
            took = time.monotonic() - began
            trial.require(took < QUICKLY_S, f"swapped: {words[0]} took {took} s")
            if words[0] == "why":
                seen = json.loads(done.out)["data"]["lock"]
                host = seen.get("hostname", "elsewhere")
                trial.require(seen["state"] != "absent" and host == "elsewhere", f"swapped: the lock is told as {seen}")
            else:
                trial.require(done.code == 4, f"swapped: {words[0]} ended with {done.code}: {done.out} {done.err}")
        trial.require(not town.agents_of(worker), "swapped: an agent was started")
    finally:
        over.set()
        renamer.join()
    trial.require((town.path / "good").read_bytes() == good, "swapped: what a link leads to was changed")
    trial.fault("lock swapped while it is read", len(swaps))


CLAIMS = [
    Claim(
        name="S5",
        says="what is no file of ours at the place of a lock, its guard or their folder is refused at once, and neither followed nor changed",
        prove=prove,
        rounds=200,
        quick=8,
        root=True,
        red=2,
        removals=(
            Removal("telling why a file cannot be opened from its absence", ("dev.tmuxsupervisor.process.ErrnoException.errno=2",)),
            Removal("following no link", ("dev.tmuxsupervisor.process.Libc.open=clear:1:0x20000",)),
        ),
    )
]
