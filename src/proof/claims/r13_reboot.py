"""R13: the machine was started again, and each lock names a pid of before that somebody else has now."""

import json
import os
import pathlib
import re
import signal
import subprocess
import time
import uuid

import referee
import traced
from claim import Claim, Removal
from town import Town, await_true

BOOT = pathlib.Path("/proc/sys/kernel/random/boot_id")
LIVE_SHARE = 5  # one in so many is wanted, and gets a real session
QUICKLY = ["--settle", "0s", "--backoff", "0s", "--max-restarts", "unlimited", "--stop-timeout", "0s"]


def prove(trial):
    """A round is a lock; all are judged in one start of the server, as after a reboot."""
    with Town(trial) as town:
        strangers = [subprocess.Popen(["sleep", "infinity"]) for _ in range(5)]
        try:
            _reboot(trial, town, strangers)
        finally:
            for one in strangers:
                one.kill()
                one.wait()


def _reboot(trial, town, strangers):
    town.spawn("crew/w0", *QUICKLY)
    spec, lock = (town.directory("crew/w0") / f".runtime/{name}" for name in ("worker.json", "agent.lock"))
    spec, lock = json.loads(spec.read_text()), json.loads(lock.read_text())
    line = json.loads((town.path / "state/supervisor/workers.jsonl").read_text())
    town.kill_server()
    os.kill(town_tmux(town), signal.SIGKILL)
    if not await_true(lambda: not town.agents(), 20):
        raise RuntimeError("the agent does not go")

    wanted, unwanted, foreign = [], [], []
    with open(town.path / "state/supervisor/workers.jsonl", "w") as index:
        for number in range(trial.rounds):
            worker = f"crew/w{number}"
            stranger = trial.random.choice(strangers).pid
            kind = (wanted, unwanted, unwanted, foreign, unwanted)[number % LIVE_SHARE]
            kind.append(worker)
            _forge(town, worker, spec, lock, stranger, kind is wanted, kind is foreign)
            index.write(json.dumps(line | {"name": worker}) + "\n")
    fake = town.path / "boot_id"
    fake.write_text(f"{uuid.UUID(int=trial.random.getrandbits(128))}\n")
    subprocess.run(["mount", "--bind", fake, BOOT], check=True)
    trial.fault("boot id that is another")
    trial.fault("pid of before the reboot that a living process has", trial.rounds)
    began = time.monotonic()
    try:
        with traced.server(town, "kill,tkill,pidfd_open,pidfd_send_signal") as calls:
            for words in town.await_whole(wanted, patience=20 if trial.sabotaged else 300)[:5]:
                trial.violation(words)
            trial.measured(f"{len(wanted)} of {trial.rounds} back s", time.monotonic() - began)
            _judge(trial, town, wanted, unwanted, foreign, strangers, calls)
            trial.round(trial.rounds)
    finally:
        subprocess.run(["umount", BOOT], check=True)


def town_tmux(town):
    return int(town.tmux("display-message", "-p", "#{pid}"))


def _forge(town, worker, spec, lock, pid, wanted, foreign):
    """What its run of before the reboot left; the stranger has its very pid and start."""
    run = uuid.uuid4().hex
    runtime = town.directory(worker) / ".runtime"
    runtime.mkdir(parents=True, exist_ok=True)
    session = worker
    environment = spec["environment"] | {referee.MARK: f"{town.mark}/{worker}"}
    mine = spec | {"run": run, "session": session, "desired": "up" if wanted else "down", "environment": environment}
    (runtime / "worker.json").write_text(json.dumps(mine))
    held = lock["supervisor"] | {"worker": worker, "run": run, "start_ticks": _ticks(pid)}
    if foreign:
        held |= {"pid_namespace": "pid:[1]", "machine": "0123456789abcdef"}
    record = lock | {"pid": pid, "session_id": session, "supervisor": held}
    if foreign:
        record["hostname"] = "build-7"
    (runtime / "agent.lock").write_text(json.dumps(record))


def _ticks(pid):
    return int(pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19])


def _judge(trial, town, wanted, unwanted, foreign, strangers, calls):
    # What was not wanted is written off by the same sweep, a few at a time.
    left = lambda: [worker for worker in unwanted if town.lock(worker) is not None]
    await_true(lambda: not left(), 120, 0.2)
    for worker in left():
        trial.violation(f"{worker} was to be down, and has the lock of before")
    boot = BOOT.read_text().strip()
    agents = town.agents()
    for worker in wanted:
        lock = town.lock(worker)
        trial.require(lock and lock.boot == boot, f"{worker}: its lock is not of this boot")
    for worker in (*unwanted, *foreign):
        trial.require(worker not in agents, f"{worker} was started, and nobody wanted it")
    for worker in foreign:
        trial.require(town.lock(worker).host == "build-7", f"{worker}: the lock of another host was touched")
    seen = calls.read_text()
    trial.require("pidfd_open" in seen, "strace saw nothing: nothing was proved")
    for one in strangers:
        trial.require(one.poll() is None, f"a stranger with a pid of before the reboot was ended: {one.returncode}")
        probe = re.search(rf"(kill|tkill|pidfd_open)\({one.pid},.*", seen)
        trial.require(not probe, f"a pid of before the reboot was probed: {probe and probe[0]}")


CLAIMS = [
    Claim(
        name="R13",
        says="after a reboot: each wanted worker is back, no other, and no pid of before is signalled or probed",
        prove=prove,
        rounds=1000,
        quick=15,
        removals=(
            Removal("the boot in a lock", ("dev.tmuxsupervisor.judge.Origin.of=call:sabotage.Here.of",)),
        ),
        namespaces=("-m",),
        programs=("tmux", "unshare", "strace", "mount"),
    )
]
