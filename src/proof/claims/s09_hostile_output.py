"""S9: output of agents, and words of others, that a terminal would obey."""

import json
import re

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
    for words in (*VERBS, ["peek", "crew/agent"]):
        done = town.run(*words)
        told = OBEYED.search(done.stdout + done.stderr)
        trial.require(not told, f"{' '.join(words)} prints {told and told.group()!r} in {_around(done, told)!r}")
        trial.fault("hostile words behind a listing")
        trial.round()
    town.run("spawn", "crew/strange", "--", hostile)
    town.run("stop", "crew/agent", check=True)


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
