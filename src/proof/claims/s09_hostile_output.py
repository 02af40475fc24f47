"""S9: output of agents, and words of others, that a terminal would obey."""

import json
import pathlib
import re
import subprocess
import time

import referee
from claim import Claim, Removal
from town import Town

# What moves a cursor, changes a title or hides text: controls of both sets but tab and newline, and bidi.
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
PIECES = (
    "\x1b]0;owned\x07", "\x1b[2J", "\x1b[31m", "\x9b31m", "\x9d0;x\x9c", "\r", "\x08", "\x7f", "\u202e", "\u2066", "\u2028",
    "\n", "\t", "|", "a", "#(touch X)", "\x1bP+q\x1b\\", "é", "\U0001f916", "\x0e", "\x05",
)
VERBS = (["list"], ["why", "crew/agent"], ["why", "crew/strange"], ["events"], ["list", "--json"], ["events", "--json"], ["locks"])
A_TOWN = 10_000


def prove(trial):
    trial.java("dev.tmuxsupervisor.tmux.RecordsCase", trial.rounds, trial.seed)
    with Town(trial) as town:
        for _ in range(max(1, trial.rounds // A_TOWN)):
            _look(trial, town)
        _flood(trial, town, (1 << 30) if trial.rounds > A_TOWN else (16 << 20))


def _text(random):
    return "".join(random.choices(PIECES, k=random.randint(4, 12)))


def _look(trial, town):
    """An agent with such an argument, such output and title; and a lock by somebody with such words."""
    hostile = _text(trial.random)
    script = "printf '%s\\n' \"$1\"; printf '\\033]2;%s\\007' \"$1\"; exec sleep infinity"
    town.spawn("crew/agent", "--restart", "never", agent=("sh", "-c", script, "agent", hostile))
    lock = referee.lock_file(town.directory("crew/strange"))
    lock.parent.mkdir(parents=True, exist_ok=True)
    record = {"pid": 4_000_000, "acquired_at": "2026-01-01T00:00:00Z", "session_id": hostile, "hostname": hostile}
    lock.write_text(json.dumps(record))
    for words in (*VERBS, ["capture", "crew/agent"]):
        done = town.run(*words)
        trial.require(done.returncode in (0, 1), f"{words} ended with {done.returncode}: {done.stderr}")
        told = OBEYED.search(done.stdout + done.stderr)
        trial.require(not told, f"{' '.join(words)} prints {told and told.group()!r} in {_around(done, told)!r}")
        trial.fault("hostile words behind a listing")
        trial.round()
    town.run("spawn", "crew/strange", "--", hostile)
    town.run("stop", "crew/agent", check=True)


BYTES = b"\xff\xfe\x80\xc0\xaf\xed\xa0\x80\xf8\xf5"  # of no UTF-8
KEPT = 4 << 20  # bytes of an answer about an agent
LOGGED = 24 << 20  # all that our server writes down
LINE = 8 << 10
GROWN = 96 << 20  # of a JVM that works for a minute; a flood that it kept would end it
FLOOD = (
    'printf "\\033]2;$1\\007$1\\n"; head -c "$0" /dev/zero | tr "\\0" x; printf "\\n$1 over\\n"; exec sleep infinity'
)


def _flood(trial, town, size):
    """An agent that prints one line of so many bytes, and some that are no text; and a lock of long words."""
    lock = referee.lock_file(town.directory("crew/wordy"))
    lock.parent.mkdir(parents=True, exist_ok=True)
    long = "x" * 60_000
    lock.write_text(json.dumps({"pid": 4_000_000, "acquired_at": "2026-01-01T00:00:00Z", "session_id": long, "hostname": long}))
    town.run("spawn", "crew/wordy", "--", "true")
    before = _memory(town)
    town.spawn("crew/flood", "--restart", "never", "--settle", "0s",
               agent=[b"sh", b"-c", FLOOD.encode(), str(size).encode(), b"".join(b"\\%03o" % byte for byte in BYTES)])
    end = time.monotonic() + 300
    while time.monotonic() < end:
        for words in (["capture", "crew/flood", "-n", "100000", "--json"], ["why", "crew/flood", "--json"], ["list"]):
            done = _bytes(town, words)
            trial.require(done.returncode == 0, f"{words} ended with {done.returncode} in a flood: {done.stderr[-300:]}")
            trial.require(len(done.stdout) < KEPT, f"{words} answered {len(done.stdout)} bytes")
            trial.require(_is_text(done.stdout), f"{words} answered what is no UTF-8: {done.stdout[-300:]}")
        shown = _bytes(town, ["capture", "crew/flood"])
        if b" over" in shown.stdout:
            break
    trial.require(b" over" in shown.stdout, f"the flood was never over: {shown.stdout[-300:]}")
    grown = _memory(town) - before
    trial.measured("more memory MB", grown / (1 << 20))
    trial.require(grown < GROWN, f"our server grew by {grown} bytes over a line of {size}")
    files = [file for file in (town.path / "state").rglob("*") if file.is_file() and not file.is_symlink()]
    written = sum(file.stat().st_size for file in files)
    trial.require(written < LOGGED, f"our server wrote {written} bytes: {files}")
    for file in files:
        longest = max(map(len, file.read_bytes().split(b"\n")))
        if file.suffix == ".jsonl":
            trial.measured("longest line of the journal", longest)
        else:
            trial.measured("longest line of a log", longest)
            trial.require(longest <= LINE, f"{file.name} has a line of {longest} bytes")
    town.run("stop", "crew/flood", check=True)
    trial.fault(f"a line of {size >> 20} MB, and bytes that are no text")
    trial.round()


def _bytes(town, words):
    return subprocess.run([town.launcher, *words], cwd=town.town, env=town.environment, capture_output=True, timeout=120)


def _is_text(data):
    try:
        return bool(data.decode())
    except UnicodeDecodeError:
        return False


def _memory(town):
    """Our server's bytes in memory, at their most."""
    status = pathlib.Path(f"/proc/{town.servers()[0]}/status").read_text()
    return int(re.search(r"VmHWM:\s*(\d+) kB", status)[1]) << 10


def _around(done, told):
    text = done.stdout + done.stderr
    return told and text[max(0, told.start() - 30) : told.end() + 30]


CLAIMS = [
    Claim(
        name="S9",
        says="no output of an agent or of tmux is split wrongly, and nothing that a terminal obeys is printed",
        prove=prove,
        rounds=100_000,
        quick=5_000,
        red=5_000,
        removals=(
            Removal("a separator that no text holds", ("dev.tmuxsupervisor.tmux.Nonce.separator=call:dev.tmuxsupervisor.tmux.BareTab.of",)),
            Removal("replacing controls", ("dev.tmuxsupervisor.process.Printable.of=arg:0",)),
        ),
    )
]
