"""S8: where the values of secret variables turn up."""

import os
import pathlib
import signal
import stat
import threading

from claim import Claim, Removal
from speaker import Speaker
from town import Town, await_true

WORKERS = 3
# By design: what recovery needs (worker.json, for its owner alone), and what the agent itself got.
KEPT = "worker.json"
SAYING = (
    ["list"], ["list", "--json"], ["why", "{}"], ["why", "{}", "--json"], ["events", "--json"], ["runs", "{}", "--json"],
    ["lock", "show", "{}", "--json"], ["locks", "--json"], ["scan", "--json"], ["recover", "{}", "--dry-run"],
    ["status-line", "print"], ["server", "status", "--json"], ["collisions"], ["doctor", "--json"], ["capture", "{}"],
)


class Watcher:
    """Reads every command line that there is, again and again."""

    def __init__(self, needle):
        self._needle = needle
        self.seen = set()
        self.looks = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        self._thread.join()

    def _run(self):
        while not self._over.is_set():
            for folder in pathlib.Path("/proc").iterdir():
                if folder.name.isdigit():
                    words = _proc(folder / "cmdline")
                    self.looks += 1
                    if self._needle in words:
                        self.seen.add(words)


def prove(trial):
    while trial.done < trial.rounds:
        with Town(trial) as town:
            _town(trial, town)


def _town(trial, town):
    speaker = Speaker(town)
    canary = f"canary{trial.random.getrandbits(128):032x}"
    said = f"{canary}said"  # --env NAME=VALUE
    passed = f"{canary}passed"  # --env NAME
    workers = [f"crew/w{number}" for number in range(WORKERS)]
    town.tmux("new-session", "-d", "-s", "other", "sleep", "infinity")
    with Watcher(canary.encode()) as watcher:
        outputs = []
        for worker in workers:
            words = ["spawn", worker, "--create", *town.marked(worker), "--env", f"SAID={said}", "--env", "PASSED",
                     "--backoff", "0s", "--max-restarts", "unlimited", "--restart", "always", "--stop-timeout", "1s"]
            outputs.append(speaker.say(*words, "--dry-run", "--", "sleep", "infinity", variables={"PASSED": passed}))
            outputs.append(speaker.say(*words, "--", "sleep", "infinity", variables={"PASSED": passed}))
            outputs.append(speaker.say(*words, "--", "sleep", "infinity", variables={"PASSED": passed}))  # refused
            _has(trial, town, worker, said, passed)
        outputs += [speaker.say(*(word.format(workers[0]) for word in words)) for words in SAYING]
        for fault in (_agent_dies, _tmux_dies, _server_dies):
            fault(trial, town, workers)
            for worker in workers:
                _has(trial, town, worker, said, passed)
            outputs += [speaker.say(*(word.format(workers[0]) for word in words)) for words in SAYING]
        if trial.done % 2:
            outputs.append(speaker.say("stop", workers[0]))
        _search(trial, town, canary, outputs)
    trial.measured("command lines looked at", watcher.looks)
    for words in watcher.seen:
        trial.violation(f"a command line held a secret: {words[:300]!r}")
    trial.round()


def _has(trial, town, worker, said, passed):
    """A secret that never reached the agent would be hidden everywhere."""
    pid = town.agents_of(worker)[0].pid
    environment = dict(pair.partition(b"=")[::2] for pair in _proc(pathlib.Path(f"/proc/{pid}/environ")).split(b"\0"))
    got = environment.get(b"SAID"), environment.get(b"PASSED")
    trial.require(got == (said.encode(), passed.encode()), f"{worker} got {got}")


def _search(trial, town, canary, outputs):
    needle = canary.encode()
    for output in outputs:
        trial.require(canary not in output.out + output.err, f"a command printed a secret: {output}")
    for folder, _, names in os.walk(town.path):
        for file in (pathlib.Path(folder, name) for name in names):
            if file.is_file() and needle in file.read_bytes():
                mode = stat.S_IMODE(file.stat().st_mode)
                trial.require(file.name == KEPT, f"{file.relative_to(town.path)} holds a secret")
                trial.require(mode == 0o600, f"{KEPT} holds a secret and has the mode {mode:o}")
                trial.measured("worker.json for its owner alone", 1)
    for name, pid in (("tmux server", town.tmux_pid()), ("server", town.server())):
        trial.require(needle not in _proc(pathlib.Path(f"/proc/{pid}/environ")), f"the {name}'s environment has a secret")
    for words in (["show-environment", "-g"], ["show-environment", "-t", "other"], ["show-options", "-g"],
                  ["show-options", "-s"], ["show-hooks", "-g"], ["show-messages"], ["show-buffer"],
                  ["list-panes", "-a", "-F", "#{pane_start_command} #{pane_title} #{window_name}"],
                  ["list-sessions"]):
        shown = town.tmux(*words, check=False)
        trial.require(canary not in shown, f"tmux {' '.join(words)} shows a secret")
    for session in {pane.session for pane in town.panes()}:
        for words in (["show-options", "-t", f"={session}:"], ["show-environment", "-t", f"={session}"]):
            shown = town.tmux(*words)
            trial.require(canary not in shown, f"tmux {' '.join(words)} shows a secret")


def _agent_dies(trial, town, workers):
    _await_new(trial, town, workers[:1], lambda: os.kill(town.agents_of(workers[0])[0].pid, signal.SIGKILL), "an agent")


def _tmux_dies(trial, town, workers):
    _await_new(trial, town, workers, lambda: os.kill(town.tmux_pid(), signal.SIGKILL), "the tmux server")
    town.tmux("new-session", "-d", "-s", "other", "sleep", "infinity")


def _server_dies(trial, town, workers):
    town.kill_server()
    trial.fault("SIGKILL of the server")
    town.server()


def _await_new(trial, town, workers, kill, what):
    before = town.agents()
    kill()
    trial.fault(f"SIGKILL of {what}")
    for worker in workers:
        if not await_true(lambda worker=worker: town.agents_of(worker) not in ([], before[worker])):
            raise RuntimeError(f"{worker} is not back after the death of {what}")
    wrong = town.await_whole(workers)
    if wrong:
        raise RuntimeError(f"after the death of {what}: {wrong}")


def _proc(file):
    try:
        return file.read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""  # over between two reads


CLAIMS = [
    Claim(
        name="S8",
        says="values of --env are in worker.json, mode 0600, and with their agent: in no other file, list or output",
        prove=prove,
        rounds=60,
        quick=1,
        removals=(
            Removal("the mode of worker.json", ("dev.tmuxsupervisor.worker.WorkerFile.write=words:rw-------:rw-r--r--",)),
        ),
    )
]
