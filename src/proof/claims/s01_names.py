"""S1: names of workers that mean something to a shell, to a path or to tmux."""

import os
import string

from claim import Claim, Removal
from town import Town

HOSTILE = (
    "-d", "--", "..", ".", "/", "../x", "a/../../x", "a//b", "a/", "/etc", "a\nb", "a:b", "a.b", "=a", "@1", "%1", "$0", "$HOME",
    "{last}", "*", "a*", "a b", "", " ", "#(touch X)", "#{pid}", "a;b", "a;", "~", "~root", "a\x1b[31m", "a\u202eb", "é", "ａ",
    "x" * 65, "x" * 300, "x" * 4000, "a/b/c/d/e", "a\\b", "'", '"', "`touch X`", "$(touch X)", "|touch X", "_a", "-", "a\t", "!",
)
LETTERS = string.ascii_letters + string.digits + "_-"
A_LAUNCH = 2_500  # names in process for each that goes through the launcher


def prove(trial):
    trial.java("dev.tmuxsupervisor.worker.NamesCase", trial.rounds, trial.seed)
    launches = max(6, trial.rounds // A_LAUNCH)
    with Town(trial) as town:
        (town.path / "x").mkdir()
        for number in range(launches):
            if number % 8 == 7:
                _taken(trial, town, _name(trial.random))
            else:
                _refused(trial, town, _hostile(trial.random))
            trial.round()


def _hostile(random):
    text = random.choice(HOSTILE)
    return text if random.random() < 0.5 else text + random.choice(("/", "/a", "\n", ";", "#", " ", "."))


def _name(random):
    segments = (
        random.choice(LETTERS[:-2]) + "".join(random.choices(LETTERS, k=random.randrange(12))) for _ in range(random.randint(1, 4))
    )
    return "/".join(segments)


def _refused(trial, town, name):
    before = _tree(town), {pane.session for pane in town.panes()}
    done = town.run("spawn", name, "--create", *town.marked("none"), "--", "sleep", "infinity")
    after = _tree(town), {pane.session for pane in town.panes()}
    trial.require(done.returncode not in (0, 1), f"spawn {name!r} ended with {done.returncode}: {done.stdout} {done.stderr}")
    trial.require(before == after, f"spawn {name!r} left {set(after[0]) ^ set(before[0])} {after[1] ^ before[1]}")
    trial.require(not town.agents(), f"spawn {name!r} started {town.agents()}")
    trial.fault("hostile name, through the launcher")


def _taken(trial, town, name):
    town.spawn(name, "--restart", "never", "--session", name)
    for wrong in town.faults([name]):
        trial.violation(f"{name}: {wrong}")
    told = [pane.session for pane in town.panes()]
    trial.require(told == [name], f"asked for session {name!r}, and tmux has {told!r}")
    town.run("stop", name, check=True)


def _tree(town):
    """All there is but what our server and tmux write for themselves."""
    roots = [town.town, town.path / "home", town.path / "x"]
    return sorted(
        os.path.join(folder, name) for root in roots for folder, folders, files in os.walk(root) for name in (*folders, *files)
    ) + sorted(os.listdir(town.path))


CLAIMS = [
    Claim(
        name="S1",
        says="a worker's name is of the allowed letters; all others are refused, and nothing is made of them",
        prove=prove,
        rounds=1_000_000,
        quick=20_000,
        red=1_000,
        removals=(
            Removal(
                "refusing names, not mending them",
                ("dev.tmuxsupervisor.worker.WorkerName.parse=call:dev.tmuxsupervisor.worker.MendedName.parse",),
            ),
        ),
    )
]
