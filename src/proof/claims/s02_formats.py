"""S2: tmux runs and expands nothing of what is only data: directories, variables, arguments, titles, reasons."""

import json
import os
import pathlib
import secrets
import tempfile

import formats
import referee
from answers import Answers
from claim import Claim, Removal
from screens import Screens
from town import Town, await_true

A_TOWN = 10_000


def prove(trial):
    with tempfile.TemporaryDirectory(prefix="proof-") as name:
        folder = pathlib.Path(name)
        ran = f"ran{secrets.token_hex(4)}"  # in place of X, which another trial may make
        with Answers(trial, "dev.tmuxsupervisor.tmux.FormatsCase", folder / "said") as answers, Screens(folder) as screens:
            screens.source(b"set-option -g status 5\n")
            while trial.done < trial.rounds:
                texts = [formats.text(trial.random, ran, formats.PIECES) for _ in range(formats.BATCH)]
                formats.drawn(trial, screens, texts, formats.written(answers, texts))
                texts = [formats.text(trial.random, ran, formats.PIECES + formats.UNDRAWN) for _ in range(formats.BATCH)]
                formats.kept(trial, screens, texts, formats.written(answers, texts))
                formats.said(trial, screens, folder / "said", texts, formats.written(answers, texts))
                _nothing_ran(trial, ran, folder)
                trial.fault("texts that tmux would obey", 2 * formats.BATCH)
                trial.round(2 * formats.BATCH)
        try:
            for _ in range(max(1, trial.rounds // A_TOWN)):
                _town(trial, ran)
        finally:
            pathlib.Path("/", ran).unlink(missing_ok=True)  # of a program that lacks a protection


def _nothing_ran(trial, ran, *folders):
    for folder in (*folders, pathlib.Path.cwd(), pathlib.Path("/")):
        if (folder / ran).exists():
            (folder / ran).unlink()
            trial.violation(f"tmux ran what was only data: the file that it makes is in {folder}")


ODD = "#(touch X)#{pid}#[fg=red]##;'\"\\$(touch X)`touch X`%H"
# Its surroundings as they reached it, then a title and a window's name that tmux might obey.
AGENT = (
    'printf "%s\\0" "$(readlink /proc/$$/cwd)" "$ODD" "$1" >"$0.draft" && mv "$0.draft" "$0";'
    ' printf "\\033]2;%s\\007\\033k%s\\033\\\\" "$1" "$1"; exec sleep infinity'
)


def _town(trial, ran):
    """The same through the launcher: a worker below such a directory, with such words, twice; and such locks."""
    hostile = ODD + "".join(trial.random.choices([piece for piece in formats.PIECES if "/" not in piece], k=4)) + "z"
    hostile = hostile.replace("touch X", f"touch {ran}")
    with Town(trial) as town:
        root = town.path / f"root {hostile}\nend"
        (root / "kept").mkdir(parents=True)
        out = town.path / "out"
        words = ["--root", str(root)]
        town.spawn("w", *words, "--env", f"ODD={hostile}", "--restart", "always", "--backoff", "0s", "--settle", "0s",
                   agent=["sh", "-c", AGENT, str(out), hostile])
        wanted = [str(root / "w"), hostile, hostile]
        _arrived(trial, out, wanted, "started")
        os.kill(town.agents_of("w")[0].pid, 9)
        _arrived(trial, out, wanted, "brought back")
        refused = town.run("spawn", "v", *words, "--create", "--session", hostile, "--", "sleep", "infinity")
        trial.require(refused.returncode == 2, f"a session of that name: {refused.returncode} {refused.stderr}")
        town.run("lock", "acquire", "kept", *words, "--reason", hostile, check=True)
        told = town.json("why", "kept", *words)
        trial.require(hostile in _texts(told), f"the reason {hostile!r} is told as {told}")
        _shown(trial, town, root, hostile)
        _nothing_ran(trial, ran, town.path, town.town, root, root / "w", town.path / "home")
        trial.fault("hostile directory, variable, argument, title, reason and lock")
        trial.round()


def _texts(node):
    """All texts in JSON."""
    if isinstance(node, (dict, list)):
        return [text for one in (node.values() if isinstance(node, dict) else node) for text in _texts(one)]
    return [node]


def _shown(trial, town, root, hostile):
    """A reason with such words, in the status line and in the menu; and what the menu runs."""
    record = {"pid": 4_000_000, "acquired_at": "2026-01-01T00:00:00Z", "session_id": hostile, "hostname": hostile}
    lock = referee.lock_file(root / "w")
    draft = lock.with_name("draft")
    draft.write_text(json.dumps(record))
    draft.rename(lock)
    why = "the lock was taken on host "
    start = why + hostile[:25]  # of a status line's 60 columns
    with Screens(town.path, town.tmux_socket) as screens:
        screens.source(
            b"set-option -g status-right '#{@supervisor_worst}#{pane_title}'\nset-option -g status-right-length 300\n"
            b"set-option -g status-interval 1\nbind-key -n F5 run-shell -C '#{@supervisor_menu}'\n"
        )
        _await(trial, screens, f"w: {start}", "the status line")
        for key, text, what in (
            ("F5", "? w ", "the menu"), ("1", f"│ {start}", "the menu of a worker"),
            ("w", f"w is foreign: {why}{hostile}", "what the menu runs, with such a root,"),
        ):
            screens.press(key)
            _await(trial, screens, text, what)


def _await(trial, screens, text, what):
    shown = await_true(lambda: any(text in line for line in screens.lines()), 20)
    trial.require(shown, f"{what} does not show {text!r}: {[line.strip() for line in screens.lines() if line]}")


def _arrived(trial, out, wanted, how):
    if trial.require(await_true(out.exists, 30), f"an agent was not {how}"):
        got = out.read_bytes().decode().split("\0")[:-1]
        trial.require(got == wanted, f"{how}, an agent got {got} for {wanted}")
        out.unlink()


CLAIMS = [
    Claim(
        name="S2",
        says="tmux neither runs nor expands what is only data: directories, variables, arguments, titles, reasons",
        prove=prove,
        rounds=100_000,
        quick=1200,
        red=1200,
        removals=(
            Removal("writing text for drawing", ("dev.tmuxsupervisor.tmux.FormatText.literal=arg:0",)),
            Removal("writing text for expansion", ("dev.tmuxsupervisor.tmux.FormatText.expanding=arg:0",)),
            Removal(
                "bringing a directory back unexpanded",
                ("dev.tmuxsupervisor.tmux.Changes.respawn=words:#{@tmux_adapter_directory}:#{E:@tmux_adapter_directory}",),
            ),
        ),
    )
]
