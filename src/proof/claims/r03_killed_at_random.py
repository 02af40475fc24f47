"""R3: SIGKILL of the server at random times, while much is done to fifty workers."""

import random
import threading
import time

from churn import Churn
from claim import Claim, Removal
from mortal import INIT, MortalTown
from town import await_true

WORKERS = 50
HANDS = 4  # commands at the same time
BATCH = 25  # deaths between two judgements
ANSWERS = 12  # of a server at most; by its work and not by time alone, so that a busy machine changes nothing
LONGEST = 0.1  # seconds that it lives after the last of them


def prove(trial):
    with MortalTown(trial) as town:
        town.start()
        churn = Churn(town, trial, WORKERS if trial.rounds >= BATCH else WORKERS // 5)
        while trial.done < trial.rounds:
            _batch(trial, town, churn, min(BATCH, trial.rounds - trial.done))
        for kind, count in churn.done.items():
            trial.measured(kind, count)


def _batch(trial, town, churn, deaths):
    over, doubled, broken = threading.Event(), set(), []
    hands = [
        threading.Thread(target=_work, args=(churn, random.Random(trial.random.random()), over, broken))
        for _ in range(HANDS)
    ]
    hands.append(threading.Thread(target=_watch, args=(town, over, doubled, broken)))
    for hand in hands:
        hand.start()
    try:
        for _ in range(deaths):
            enough = churn.answered() + trial.random.randint(0, ANSWERS)
            await_true(lambda: churn.answered() >= enough or broken, pause=0.005)
            time.sleep(trial.random.uniform(0, LONGEST))
            town.kill()
            trial.fault("SIGKILL of the server")
            town.start()
    finally:
        over.set()
        for hand in hands:
            hand.join()
    if broken:
        raise broken[0]
    for double in doubled:
        trial.violation(f"two agents at once: {double}")
    _settle(trial, town, churn)
    trial.round(deaths)


def _work(churn, chance, over, broken):
    try:
        while not over.is_set():
            churn.something(chance)
    except Exception as error:  # told by the thread that judges
        broken.append(error)


def _watch(town, over, doubled, broken):
    """Two agents of one worker are wrong at any time."""
    try:
        while not over.wait(0.05):
            doubled |= {f"{worker}: {those}" for worker, those in town.agents().items() if len(those) > 1}
    except Exception as error:
        broken.append(error)


def _settle(trial, town, churn):
    """What must be so when nobody has disturbed for a while."""
    began = time.monotonic()
    await_true(lambda: not town.recovered() and not churn.wrong())
    trial.measured("in order s", time.monotonic() - began)
    for wrong in churn.wrong():
        trial.violation(wrong)
    again = town.recovered()
    trial.require(not again, f"another recover did {again}")
    await_true(lambda: not town.leftovers(), patience=30)  # but for what is being written
    trial.require(not town.leftovers(), f"left behind {town.leftovers()}")


CLAIMS = [
    Claim(
        name="R3",
        says="the server is killed at random times while fifty workers are started, stopped, killed and adopted:"
        " none is doubled or lost, no session and no lock leaks",
        prove=prove,
        rounds=1000,
        quick=10,
        minutes=180,
        removals=(
            Removal("adoption", ("dev.tmuxsupervisor.act.Adoption.adopt=null",), slow=True),
            Removal("clearing", ("dev.tmuxsupervisor.lock.DurableFile.removeLeftovers=void",), slow=True),
        ),
        red=100,
        namespaces=INIT,
        programs=("tmux", "unshare"),
    )
]
