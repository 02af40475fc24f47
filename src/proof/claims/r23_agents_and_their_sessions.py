"""R23: agents that rename, split, move and kill their own sessions, through tmux, from within."""

import os

from claim import Claim, Removal
from speaker import Speaker
from town import PATIENCE, Town, await_true

WORKERS = ("crew/ann", "crew/bob", "crew/cleo", "crew/dan")
LOOKS = 5
# Carries out the lines that are written to its FIFO.
AGENT = ("sh", "-c", 'exec 3<>todo; while read -r line <&3; do eval "$line"; done')
# Without a target tmux takes the active pane of the window, and that need not be the agent's.
KEEPS = {  # the agent lives on
    "rename": "tmux rename-session -t $TMUX_PANE {name}",
    "rename to a sibling's beginning": "tmux rename-session -t $TMUX_PANE {name}x; tmux rename-session -t $TMUX_PANE crew",
    "rename twice": "tmux rename-session -t $TMUX_PANE {name}a; tmux rename-session -t $TMUX_PANE {name}",
    "rename window": "tmux rename-window -t $TMUX_PANE {name}",
    "split": "tmux split-window -d -t $TMUX_PANE sleep 1000",
    "new window": "tmux new-window -d -a -t $TMUX_PANE sleep 1000",
    "new window in front": "tmux new-window -a -t $TMUX_PANE sleep 1000",
    "break pane": "tmux split-window -d -t $TMUX_PANE sleep 1000; tmux break-pane -d -s $TMUX_PANE",
    "close others": "tmux split-window -d -t $TMUX_PANE sleep 1000; tmux kill-pane -a -t $TMUX_PANE",
    "swap panes": "tmux split-window -d -t $TMUX_PANE sleep 1000; tmux swap-pane -D -t $TMUX_PANE",
    "session beside": "tmux new-session -d -s {name} sleep 1000; tmux kill-session -t ={name}",
    "remain-on-exit off": "tmux set-option -p -t $TMUX_PANE remain-on-exit off",
    "marks off": "for o in $(tmux show-options -p -t $TMUX_PANE | cut -d' ' -f1 | grep ^@); do tmux set-option -p -t $TMUX_PANE -u $o; done",
}
ENDS = {  # it does not, and comes back
    "exit": "exit 3",
    "kill-session": "tmux kill-session -t $TMUX_PANE",
    "kill-pane": "tmux kill-pane -t $TMUX_PANE",
    "kill-window": "tmux kill-window -t $TMUX_PANE",
    "renamed and killed": "tmux rename-session -t $TMUX_PANE {name}; tmux kill-session -t $TMUX_PANE",
    "not kept and exit": "tmux set-option -p -t $TMUX_PANE remain-on-exit off; exit 3",
}
# tmux starts it again without the variables that it was spawned with, our mark among them.
FORGETS = {"respawn itself": "tmux respawn-pane -k -t $TMUX_PANE", "become another": "tmux respawn-pane -k -t $TMUX_PANE sleep 100000"}


def prove(trial):
    while trial.done < trial.rounds:
        with Town(trial) as town:
            _town(trial, town, min(100, trial.rounds - trial.done))


def _town(trial, town, rounds):
    speaker = Speaker(town)
    for worker in WORKERS:
        town.directory(worker).mkdir(parents=True)
        os.mkfifo(town.directory(worker) / "todo")
        answer = _spawn(town, speaker, worker)
        if answer.code:
            raise RuntimeError(f"spawn {worker}: {answer}")
    for _ in range(rounds):
        _round(trial, town, speaker)
        trial.round()


def _round(trial, town, speaker):
    worker = trial.random.choice(WORKERS)
    kind = trial.random.choice([*KEEPS, *ENDS, *FORGETS])
    name = f"n{trial.random.randrange(10**6)}"
    before = town.agents()
    line = (KEEPS | ENDS | FORGETS)[kind].format(name=name)
    done = town.directory(worker) / "done"
    with open(town.directory(worker) / "todo", "w") as todo:
        todo.write(f"{line}; : > done\n")
    trial.fault(kind)
    if kind in KEEPS:
        trial.require(await_true(done.exists), f"{kind}: the agent did not come to its end")
        done.unlink(missing_ok=True)
    elif kind in FORGETS:
        old = before[worker][0].pid
        followed = await_true(lambda: _lock_follows(town, worker, old))
        trial.require(followed, f"{kind}: the lock of {worker} does not follow to {town.panes()}: {town.lock(worker)}")
        answer = speaker.say("restart", worker)
        trial.require(answer.code == 0, f"after {kind}: restart {worker}: {answer}")
    else:
        session = town.lock(worker).session
        _comes_back(trial, town, speaker, kind, worker, before[worker], session)
    for wrong in town.await_whole(WORKERS, 8 if trial.sabotaged else PATIENCE):
        trial.violation(f"{kind} in {worker}: {wrong}")
    after = town.agents()
    for one in WORKERS:
        if one != worker or kind in KEEPS:
            trial.require(after[one] == before[one], f"{kind} in {worker}: {one} is {after[one]}, was {before[one]}")
    if kind.startswith("rename") and kind in KEEPS and "window" not in kind:
        sessions = {pane.pid: pane.session for pane in town.panes()}
        trial.require(sessions[after[worker][0].pid] != worker, f"{kind}: tmux renamed nothing")
    if trial.random.random() < 0.2:  # whatever it was, its user can end it
        _stop_and_spawn(trial, town, speaker, kind, worker)


def _comes_back(trial, town, speaker, kind, worker, before, session):
    """Or is left alone, and said to be, when its pane is gone from a session with panes of somebody else."""

    alone = 0  # looks in a row: for a moment a session that is being killed looks like that, too

    def settled():
        nonlocal alone
        row = next(row for row in speaker.json("list")["data"]["workers"] if row["worker"] == worker)
        told = row["state"] == "failed" and "its pane was closed" in row["state_reason"]
        others = [pane for pane in town.panes() if pane.session == session and not pane.dead]
        alone = alone + 1 if told and others else 0
        return alone >= LOOKS or town.agents_of(worker) not in ([], before)

    trial.require(await_true(settled, pause=0.2), f"{kind}: {worker} did not come back: {_told(town, worker)}")
    if alone >= LOOKS:
        trial.fault("own pane closed beside others, left alone and said so")
        _stop_and_spawn(trial, town, speaker, kind, worker)


def _stop_and_spawn(trial, town, speaker, kind, worker):
    answer = speaker.say("stop", worker)
    trial.require(answer.code == 0, f"after {kind}: stop {worker}: {answer}")
    trial.require(not town.down(worker), f"after {kind} and stop: {town.down(worker)}")
    answer = _spawn(town, speaker, worker)
    trial.require(answer.code == 0, f"after {kind} and stop: spawn {worker}: {answer}")


def _spawn(town, speaker, worker):
    return speaker.say("spawn", worker, *town.marked(worker), "--backoff", "0s", "--max-restarts", "unlimited",
                       "--stop-timeout", "1s", "--restart", "always", "--", *AGENT)


def _told(town, worker):
    """What the supervisor says of a worker, for whoever reads the violation."""
    return [
        {name: event.get(name) for name in ("at", "event", "outcome", "why", "generation")}
        for event in town.events()
        if event.get("worker") == worker
    ][-4:] + [town.run("why", worker).stdout.split("\n\n")[0]]


def _lock_follows(town, worker, old):
    """To the process that took the old one's place in its pane."""
    lock = town.lock(worker)
    return lock and lock.pid != old and any(pane.pid == lock.pid and not pane.dead for pane in town.panes())


CLAIMS = [
    Claim(
        name="R23",
        says="agents rename, split, move and kill their own sessions: one agent each, and its lock follows",
        prove=prove,
        rounds=2000,
        quick=12,
        red=60,
        removals=(
            Removal("following a renamed session", ("dev.tmuxsupervisor.act.Attempt.rename=void",)),
        ),
    )
]
