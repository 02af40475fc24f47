"""A world with workers in it, seen by the referee."""

import json
import os
import pathlib
import secrets
import signal
import subprocess
import time

import referee
from trial import Enough
from world import World

PATIENCE = 60


class Town(World):
    """The launcher runs the trial's jars; every agent bears this town's mark."""

    def __init__(self, trial):
        super().__init__()
        self.trial = trial
        self.mark = secrets.token_hex(8)
        self.environment["SUPERVISOR_LIB"] = str(trial.lib)

    def __exit__(self, kind, *rest):
        for server in self.servers():  # first, since it would bring back the agents
            _kill(server)
        super().__exit__(None if kind is Enough else kind, *rest)
        for those in self.agents().values():
            for agent in those:
                _kill(agent.pid)

    def servers(self):
        """The pids of our servers, by what the kernel says of their words."""
        found = []
        for folder in pathlib.Path("/proc").iterdir():
            try:
                words = (folder / "cmdline").read_bytes() if folder.name.isdigit() else b""
            except OSError:
                continue  # over
            if b"ServerMain" in words and str(self.path).encode() in words:
                found.append(int(folder.name))
        return found

    def run(self, *words, timeout=PATIENCE, env=None, check=False):
        """A command through the launcher: returncode, stdout, stderr."""
        done = subprocess.run(
            [self.launcher, *words], cwd=self.town, env=self.environment | (env or {}),
            capture_output=True, text=True, timeout=timeout, stdin=subprocess.DEVNULL,
        )
        if check and done.returncode:
            raise RuntimeError(f"{' '.join(words)}: {done.returncode}: {done.stdout} {done.stderr}")
        return done

    def json(self, *words, **options):
        """The object that a command prints with --json."""
        done = self.run(*words, "--json", **options)
        return json.loads(done.stdout)

    def marked(self, worker):
        """The words for spawn that give an agent the mark."""
        return ["--env", f"{referee.MARK}={self.mark}/{worker}"]

    def spawn(self, worker, *words, agent=("sleep", "infinity"), check=True, **options):
        return self.run(
            "spawn", worker, "--create", *self.marked(worker), *words, "--", *agent, check=check, **options
        )

    def directory(self, worker):
        return self.town / worker

    # What the referee sees.

    def agents(self):
        return referee.agents(self.mark)

    def agents_of(self, worker):
        return self.agents().get(worker, [])

    def lock(self, worker):
        return referee.lock(self.directory(worker))

    def panes(self):
        return referee.panes(self.tmux_socket)

    def faults(self, workers):
        """What is wrong with workers that must each have one agent, under a whole lock, in its session."""
        agents, panes = self.agents(), {pane.pid: pane for pane in self.panes()}
        wrong = []
        for worker in workers:
            those = agents.get(worker, [])
            if len(those) != 1:
                wrong.append(f"{worker} has {len(those)} agents {[one.pid for one in those]}")
                continue
            try:
                lock = self.lock(worker)
            except referee.Torn as torn:
                wrong.append(f"{worker}: torn lock: {torn}")
                continue
            if lock is None or lock.pid != those[0].pid:
                wrong.append(f"{worker}: agent {those[0].pid}, but its lock says {lock and lock.pid}")
            elif lock.pid not in panes:
                wrong.append(f"{worker}: agent {lock.pid} has no pane")
            elif panes[lock.pid].session != lock.session:
                wrong.append(f"{worker}: in session {panes[lock.pid].session}, but its lock says {lock.session}")
        return wrong

    def await_whole(self, workers, patience=PATIENCE):
        """Waits until nothing is wrong with them; answers what still is when time is over.

        Two agents of one worker are wrong at any time, and answered at once.
        """
        end = time.monotonic() + patience
        while True:
            began = time.monotonic()
            doubled = [
                f"{worker} has {len(those)} agents at once" for worker, those in self.agents().items() if len(those) > 1
            ]
            if doubled:
                return doubled
            wrong = self.faults(workers)
            if not wrong or time.monotonic() > end:
                return wrong
            time.sleep(max(0.05, 3 * (time.monotonic() - began)))  # so that looking takes no core away

    def down(self, worker):
        """What is left of a worker that must be down: its agents, panes, and lock."""
        left = [f"agent {one.pid}" for one in self.agents_of(worker)]
        left += [f"pane {pane.pid} in {pane.session}" for pane in self.panes() if pane.session == worker]
        if os.path.lexists(referee.lock_file(self.directory(worker))):
            left.append("its lock")
        return left

    # Faults.

    def server_pid(self):
        """The pid of our server, which starts if there is none."""
        return self.server()

    def kill_server(self):
        """SIGKILL to our server."""
        os.kill(self.server_pid(), signal.SIGKILL)

    def tmux_pid(self):
        return int(self.tmux("display-message", "-p", "#{pid}"))

    def events(self):
        """The journal, as events --json prints it."""
        done = self.run("events", "--json", "--lines", "1000000")
        return [json.loads(line) for line in done.stdout.splitlines()]


def _kill(pid):
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass  # it was faster


def await_true(look, patience=PATIENCE, pause=0.02):
    """The first true answer of look, or the last false one when time is over."""
    end = time.monotonic() + patience
    while True:
        answer = look()
        if answer or time.monotonic() > end:
            return answer
        time.sleep(pause)
