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
        kind = trial.random.choices([*DEEDS], [often for often, _ in DEEDS.values()])[0]
        missed = DEEDS[kind][1](trial, town, speaker, target)
        trial.fault(kind)
        _untouched(trial, town, target, others, strangers)
        trial.require(not missed, f"{kind} {target}: {missed}")
        if kind == "stop":
            _spawn(trial, town, speaker, target)
        for wrong in town.await_whole([target]):
            trial.violation(f"after it was meant: {wrong}")
        _await_name(trial, speaker, target)
        _untouched(trial, town, target, others, strangers)
        trial.round()


def _untouched(trial, town, target, others, strangers):
    after = town.agents()
    panes = {pane.session: pane.pid for pane in town.panes() if not pane.dead}
    for worker, one in others.items():
        trial.require(after.get(worker) == one, f"{target} was meant, and {worker} was hit: {one} {after.get(worker)}")
        trial.require(one[0].pid in panes.values(), f"{target} was meant, and the pane of {worker} was hit")
    for name, pid in strangers.items():
        trial.require(panes.get(name) == pid, f"{target} was meant, and the session {name} of a stranger was hit")


# Each does something to one worker and answers what is wrong with how that went.


def _stop(trial, town, speaker, target):
    answer = speaker.say("stop", target)
    return f"{answer}" if answer.code else town.down(target)


def _capture(trial, town, speaker, target):
    answer = speaker.say("capture", target)
    return "" if f"I am {target}." in answer.out else f"it shows {answer.out.strip()!r} {answer.err}"


def _restart(trial, town, speaker, target):
    answer = speaker.say("restart", target)
    return f"{answer}" if answer.code else ""


def _kill(trial, town, speaker, target):
    old = town.agents_of(target)
    os.kill(old[0].pid, signal.SIGKILL)
    back = await_true(lambda: town.agents_of(target) not in (old, []))
    return "" if back else "it did not come back"


def _stranger(trial, town, speaker, target):
    """A session is no worker, whatever it is called."""
    name = trial.random.choice([one for one in STRANGERS if one.isalnum()])
    answers = [speaker.say(verb, name) for verb in ("stop", "restart", "capture")]
    return "" if {answer.code for answer in answers} == {3} else f"{name} is a stranger's session: {answers}"


def _release(trial, town, speaker, target):
    answer = speaker.say("lock", "release", target)
    return "" if answer.code == 4 else f"its lock is held: {answer}"


DEEDS = {
    "stop": (4, _stop), "capture": (6, _capture), "restart": (2, _restart), "SIGKILL of its agent": (1, _kill),
    "a stranger's name": (2, _stranger), "lock release": (2, _release),
}


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
        quick=15,
        red=40,
        removals=(
            # tmux takes -a for "all but this one".
            Removal("hitting one session alone", ("dev.tmuxsupervisor.tmux.Tmux.killSession=words:-t:-at",)),
        ),
    )
]
