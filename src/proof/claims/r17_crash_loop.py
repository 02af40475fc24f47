"""R17: an agent that always fails is started less and less often, then no more, whoever dies meanwhile."""

import json
import os
import signal
import time

from claim import Claim, Removal
from town import Town, await_true

STEPS = 10_000  # of one agent on the virtual clock
FIRST, CAP, MOST = 0.4, 3.2, 5
JITTER = 0.2
LATE = 0.35  # seconds: tmux and a shell have to start, beside everything else on this machine
AGENT = 'date +%s.%N >>"$PROOF_STARTS"; exit 1'


def prove(trial):
    virtual = max(1, trial.rounds // STEPS)
    trial.java("dev.tmuxsupervisor.judge.CrashLoopCase", trial.seed, virtual, STEPS)
    for _ in range(1 if trial.rounds <= 10 * STEPS else 12):
        _real(trial)


def _real(trial):
    """Its starts are timed by the agent itself; the server is killed while it waits."""
    with Town(trial) as town:
        starts = town.path / "starts"
        town.run(
            "spawn", "crew/loop", "--create", "--settle", "0s", *town.marked("crew/loop"), "--env", f"PROOF_STARTS={starts}",
            "--backoff", f"{FIRST * 1000:.0f}ms..{CAP * 1000:.0f}ms", "--max-restarts", f"{MOST}/10m",
            "--", "sh", "-c", AGENT, check=True,
        )
        lines = lambda: len(starts.read_text().splitlines()) if starts.exists() else 0
        nobody = {}  # for how long no server was there to start the next run
        for kill in sorted(trial.random.sample(range(3, MOST + 1), 2)):
            if await_true(lambda: lines() >= kill and _history(town)["standing"] == "retry", 20):
                time.sleep(trial.random.uniform(0, FIRST / 2))
                server = town.server_pid()
                began = time.monotonic()
                os.kill(server, signal.SIGKILL)
                begun = lines()  # on a busy machine more than a moment ago
                trial.fault("SIGKILL of the server while it backs off")
                town.server_pid()
                nobody[begun] = nobody.get(begun, 0) + time.monotonic() - began
        broken = await_true(lambda: _history(town)["standing"] == "broken", 60)
        trial.require(broken, f"the breaker did not open: {_history(town)}")
        server, began = town.server_pid(), time.monotonic()
        cpu = _cpu(server)
        wrong = await_true(lambda: lines() != MOST + 1, CAP * 1.5)  # where no breaker were, one more
        trial.require(not wrong, f"{lines()} starts, with {MOST} restarts allowed")
        used = (_cpu(server) - cpu) / (time.monotonic() - began)
        trial.measured("CPU of the server while the breaker is open %", used * 100)
        trial.fault("crash of a real agent", lines())
        moments = [float(line) for line in starts.read_text().splitlines()]
        for number, gap in enumerate(later - earlier for earlier, later in zip(moments, moments[1:])):
            wanted = 0 if number == 0 else min(CAP, FIRST * 2 ** (number - 1))
            trial.measured("later than the formula without jitter s", gap - wanted)
            trial.require(
                wanted * (1 - JITTER) - 0.01 <= gap <= wanted * (1 + JITTER) + LATE + _slow() + nobody.get(number + 1, 0),
                f"restart {number + 1} came after {gap:.3f} s, and its delay is {wanted} s",
            )
        total = _history(town)["total"]
        trial.require(total == MOST, f"{total} restarts are counted, and {MOST} were")


def _history(town):
    return json.loads((town.directory("crew/loop") / ".runtime/worker.json").read_text())["history"]


def _slow():
    """What everything takes longer while more processes want to run than there are cores."""
    return 0.15 * max(0, os.getloadavg()[0] - os.cpu_count())


def _cpu(pid):
    words = open(f"/proc/{pid}/stat").read().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


CLAIMS = [
    Claim(
        name="R17",
        says="a crash loop: delays as the formula says, the breaker opens instead of one restart too many, and no death "
        "of the server makes it forget",
        prove=prove,
        rounds=10_000_000,
        quick=100_000,
        alone=True,
        removals=(
            Removal("back-off", ("dev.tmuxsupervisor.judge.RestartRule.delay=call:sabotage.AtOnce.delay",)),
            Removal("what counts against the limit", ("dev.tmuxsupervisor.judge.RestartRule.recent=empty",)),
        ),
    )
]
