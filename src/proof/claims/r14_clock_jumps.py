"""R14: somebody sets the clock, far or often, while workers run and back off."""

import datetime
import json
import mmap
import os
import pathlib
import struct
import subprocess
import time

import jars
from claim import Claim, Removal
from town import Town, await_true

SHIM = pathlib.Path(__file__).resolve().parents[1] / "shared/clock.c"
HOUR, YEAR = 3600, 365 * 86400
STEADY = ("crew/a", "crew/b")
STRANGER, LOOP = "crew/stranger", "crew/loop"
DELAY = 4.0  # seconds between two starts of the agent that always fails, give or take a fifth
JITTER = 0.2
ERROR = 0.05


class Clock:
    """The wall clock of our server."""

    def __init__(self, folder):
        self.shim, self._file = folder / "clock.so", folder / "clock"
        subprocess.run(["cc", "-O2", "-Wall", "-Werror", "-shared", "-fPIC", "-o", self.shim, SHIM], check=True)
        self._file.write_bytes(bytes(8))
        with open(self._file, "r+b") as file:
            self._map = mmap.mmap(file.fileno(), 8)

    def environment(self):
        return {"LD_PRELOAD": str(self.shim), "PROOF_CLOCK": str(self._file)}

    def set(self, seconds):
        self._map[:] = struct.pack("=q", int(seconds * 1e9))


def prove(trial):
    with Town(trial) as town:
        clock = Clock(town.path)
        server = _server(town, clock)
        stranger = subprocess.Popen(["sleep", "infinity"])
        try:
            if not await_true(lambda: town.run("version").returncode == 0, 30):
                raise RuntimeError("the server does not answer")
            for worker in STEADY:
                town.spawn(worker, "--settle", "0s")
            starts = _loop(town)
            _lock(town, stranger.pid)
            if town.run("lock", "release", STRANGER).returncode != 4:
                raise RuntimeError("before any jump a living stranger's lock was released")
            before = {worker: (town.agents_of(worker), town.lock(worker).raw) for worker in STEADY}
            while trial.done < trial.rounds:
                _round(trial, town, clock, before)
                trial.round()
            await_true(lambda: len(starts.read_text().splitlines()) >= 4, 30)
            _judge_delays(trial, town, starts)
            trial.require(server.poll() is None, "the server ended")
        finally:
            stranger.kill()
            stranger.wait()
            town.run("server", "stop")
            server.wait(30)


def _server(town, clock):
    """In the foreground, since a client lets no LD_PRELOAD through."""
    run, state = town.path / "run/supervisor", town.path / "state/supervisor"
    for folder in (run, state):
        folder.mkdir(mode=0o700)
    return subprocess.Popen(
        [jars.java(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m", "--enable-native-access=ALL-UNNAMED",
         "-cp", f"{town.trial.lib}/*", "dev.tmuxsupervisor.server.ServerMain", "--foreground", "default",
         run / "default.sock", state],
        env=town.environment | {"LC_ALL": "C.UTF-8"} | clock.environment(), cwd="/", stdin=subprocess.DEVNULL,
    )


def _loop(town):
    """It tells by a clock that nobody sets when it was started."""
    starts = town.path / "starts"
    town.spawn(
        LOOP, "--settle", "0s", "--env", f"PROOF_STARTS={starts}", "--backoff", f"{DELAY:.0f}s..{DELAY:.0f}s",
        "--max-restarts", "unlimited", agent=("sh", "-c", 'read up _ </proc/uptime; echo $up >>"$PROOF_STARTS"; exit 1'),
    )
    return starts


def _lock(town, pid):
    """Of another program: no start, and no session."""
    runtime = town.directory(STRANGER) / ".runtime"
    runtime.mkdir(parents=True)
    moment = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    lock = {"pid": pid, "acquired_at": moment, "session_id": "none-such", "hostname": os.uname().nodename}
    (runtime / "agent.lock").write_text(json.dumps(lock))


def _round(trial, town, clock, before):
    jump = trial.random.choice((10 * YEAR, -10 * YEAR, HOUR, -HOUR, trial.random.uniform(-5, 5), 0, None))
    if jump is None:
        for step in range(5):  # each second another time
            clock.set(trial.random.uniform(-1, 1) * 10 ** trial.random.randrange(1, 8))
            time.sleep(0.2 if trial.sabotaged else 1)
            _look(trial, town, before, f"stepping, {step}")
        trial.fault("step each second", 5)
        return
    clock.set(jump)
    said = json.loads(town.run("list", "--json").stdout)["generated_at"]
    ahead = datetime.datetime.fromisoformat(said.replace("Z", "+00:00")).timestamp() - time.time()
    if abs(ahead - jump) > 5:
        raise RuntimeError(f"the clock of the server is {ahead} s ahead, not {jump}")
    trial.fault("jump of the clock")
    _look(trial, town, before, f"{jump:.0f} s ahead")


def _look(trial, town, before, name):
    """Every worker is looked at now, and nothing is to be done about any."""
    done = town.run("recover", "--json")
    results = {one["worker"]: one for one in json.loads(done.stdout)["data"]["results"]}
    for worker, (agents, lock) in before.items():
        deeds = results[worker].get("deeds")
        trial.require(deeds == [], f"{name}: {worker} was recovered: {deeds}")
        trial.require(town.agents_of(worker) == agents, f"{name}: the agent of {worker} was touched")
        trial.require(town.lock(worker).raw == lock, f"{name}: the lock of {worker} was written")
    released = town.run("lock", "release", STRANGER)
    trial.require(
        released.returncode == 4 and town.lock(STRANGER) is not None,
        f"{name}: the lock of a living stranger was released: {released.stdout}",
    )


def _judge_delays(trial, town, starts):
    moments = [float(line) for line in starts.read_text().splitlines()]
    slow = 0.15 * max(0, os.getloadavg()[0] - os.cpu_count())
    gaps = [later - earlier for earlier, later in zip(moments[1:], moments[2:])]  # the first restart is at once
    trial.require(gaps, f"{len(moments)} starts of the agent that always fails: no delay to judge")
    for gap in gaps:
        trial.measured("between two starts s", gap)
        low, high = DELAY * (1 - JITTER), DELAY * (1 + JITTER)
        trial.require(
            low * (1 - ERROR) <= gap <= high * (1 + ERROR) + slow, f"{gap:.2f} s between two starts, not {low} to {high}"
        )


CLAIMS = [
    Claim(
        name="R14",
        says="the clock is set by years, hours or each second: nobody is restarted, freed or ended, and delays stay as long",
        prove=prove,
        rounds=300,
        quick=5,
        red=20,
        removals=(
            Removal("a clock that nobody sets", ("dev.tmuxsupervisor.process.Libc.sinceBoot=call:sabotage.WallClock.sinceBoot",)),
        ),
        programs=("tmux", "cc"),
    )
]
