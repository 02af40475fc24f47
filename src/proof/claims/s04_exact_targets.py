"""S4: names that are beginnings and patterns of each other, and who is hit by what is done to one of them."""

import os
import signal

from claim import Claim, Removal
from speaker import Speaker
from town import Town, await_true

WORKERS = ("w", "w1", "w10", "w1a", "w-1", "W1")
STRANGERS = ("w2", "w100", "w1-", "1", "w1ab", "ww", "w*", "w?", "=w1", "w1a1", "[w]1")
AGENT = ("sh", "-c", 'echo "I am $0."; exec sleep infinity')
BATCH = 400  # rounds of one town


def prove(trial):
    while trial.done < trial.rounds:
        with Town(trial) as town:
            _town(trial, town, min(BATCH, trial.rounds - trial.done))


def _town(trial, town, rounds):
    speaker = Speaker(town)
    for name in STRANGERS:
        town.tmux("new-session", "-d", "-s", name, "sh", "-c", f"echo 'I am stranger {name}.'; exec sleep infinity")
    strangers = {pane.session: pane.pid for pane in town.panes()}
    if len(strangers) != len(STRANGERS):
        raise RuntimeError(f"tmux has {strangers}")
    for worker in WORKERS:
        _spawn(trial, town, speaker, worker)
    for _ in range(rounds):
        target = trial.random.choice(WORKERS)
        others = {worker: one for worker, one in town.agents().items() if worker != target}
        _act(trial, town, speaker, target)
        for wrong in town.await_whole([target]):
            trial.violation(f"after it was meant: {wrong}")
        after = town.agents()
        panes = {pane.session: pane.pid for pane in town.panes()}
        for worker, one in others.items():
            trial.require(after.get(worker) == one, f"{target} was meant, and {worker} was hit: {one} {after.get(worker)}")
            trial.require(one[0].pid in panes.values(), f"{target} was meant, and the pane of {worker} was hit")
        for name, pid in strangers.items():
            trial.require(panes.get(name) == pid, f"{target} was meant, and a stranger's {name} was hit")
        trial.round()


def _act(trial, town, speaker, target):
    kind = trial.random.choices(("stop", "capture", "restart", "kill", "stranger", "lock"), (4, 6, 2, 1, 2, 2))[0]
    if kind == "stop":
        answer = speaker.say("stop", target)
        trial.require(answer.code == 0, f"stop {target}: {answer}")
        trial.require(not town.down(target), f"after stop {target}: {town.down(target)}")
        _spawn(trial, town, speaker, target)
    elif kind == "capture":
        answer = speaker.say("capture", target)
        trial.require(f"I am {target}." in answer.out, f"capture {target} shows {answer.out.strip()!r} {answer.err}")
    elif kind == "restart":
        answer = speaker.say("restart", target)
        trial.require(answer.code == 0, f"restart {target}: {answer}")
        _await_name(trial, speaker, target)
    elif kind == "kill":
        old = town.agents_of(target)
        os.kill(old[0].pid, signal.SIGKILL)
        await_true(lambda: town.agents_of(target) not in (old, []))
        _await_name(trial, speaker, target)
    elif kind == "stranger":  # a session is no worker, whatever it is called
        name = trial.random.choice([one for one in STRANGERS if one.isalnum()])
        for verb in ("stop", "restart", "capture"):
            answer = speaker.say(verb, name)
            trial.require(answer.code == 3, f"{verb} {name}, which is a stranger's session: {answer}")
    else:
        answer = speaker.say("lock", "release", target)
        trial.require(answer.code == 4, f"the lock of {target}, which is held: {answer}")
    trial.fault(kind)


def _spawn(trial, town, speaker, worker):
    answer = speaker.say("spawn", worker, "--create", *town.marked(worker), "--max-restarts", "unlimited", "--backoff",
                         "0s", "--stop-timeout", "2s", "--", *AGENT, worker)
    trial.require(answer.code == 0, f"spawn {worker}: {answer}")
    _await_name(trial, speaker, worker)


def _await_name(trial, speaker, worker):
    shown = await_true(lambda: f"I am {worker}." in speaker.say("capture", worker).out)
    trial.require(shown, f"{worker} never showed its name")


CLAIMS = [
    Claim(
        name="S4",
        says="what is done to one worker hits no other and no stranger, however alike their names are",
        prove=prove,
        rounds=4000,
        quick=40,
        red=60,
        removals=(
            # tmux takes -a for "all but this one".
            Removal("hitting one session alone", ("dev.tmuxsupervisor.tmux.Tmux.killSession=words:-t:-at",)),
        ),
    )
]
