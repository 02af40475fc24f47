"""A world of its own: home, XDG folders, tmux socket and the agent, all in one temporary folder."""

import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile

CHECKOUT = pathlib.Path(__file__).resolve().parents[3]


class World:
    def __init__(self, source=None):
        """Source is the agent's, in C; without one there is no agent."""
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="bench-"))
        self.agent = self.path / "agent"
        self.town = self.path / "town"
        self.tmux_socket = self.path / "tmux"
        self.launcher = CHECKOUT / "src/bin/supervisor"
        for folder in ("home", "config", "run", "state", "town"):
            (self.path / folder).mkdir(mode=0o700)
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith("TMUX")
        } | {
            "HOME": str(self.path / "home"),
            "XDG_CONFIG_HOME": str(self.path / "config"),
            "XDG_RUNTIME_DIR": str(self.path / "run"),
            "XDG_STATE_HOME": str(self.path / "state"),
            "TMUX_TMPDIR": str(self.path),
            "SUPERVISOR_TMUX_SOCKET": str(self.tmux_socket),
        }
        if source:
            subprocess.run(["cc", "-O2", "-static", "-o", self.agent, source], check=True)

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        log = self.path / "state/supervisor/server.out"
        if kind and log.exists():
            print(f"the end of {log}:", *log.read_text().splitlines()[-30:], sep="\n", file=sys.stderr)
        subprocess.run(
            [self.launcher, "server", "stop"], cwd=self.town, env=self.environment, capture_output=True
        )
        self.tmux("kill-server", check=False)
        shutil.rmtree(self.path, ignore_errors=True)

    def supervisor(self, *words):
        return self._run([self.launcher, *words])

    def configure(self, text):
        folder = self.path / "config/supervisor"
        folder.mkdir(exist_ok=True)
        (folder / "config.toml").write_text(text)

    def server(self):
        """The pid of our server, which starts if there is none."""
        self.supervisor("list")
        return json.loads(self.supervisor("server", "status", "--json"))["data"]["pid"]

    def tmux(self, *words, socket=None, check=True):
        return self._run(["tmux", "-u", "-f", "/dev/null", "-S", socket or self.tmux_socket, *words], check)

    def tmux_server(self, descriptors):
        """Starts our tmux server with so many descriptors; Debian's limit is 1024, one pane takes one."""
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        limit = descriptors if hard == resource.RLIM_INFINITY else min(descriptors, hard)
        subprocess.run(
            ["tmux", "-f", "/dev/null", "-S", self.tmux_socket, "new-session", "-d", "sleep", "infinity"],
            cwd="/",
            env=self.environment,
            check=True,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard)),
        )
        return int(self.tmux("display-message", "-p", "#{pid}"))

    def _run(self, words, check=True):
        done = subprocess.run(words, cwd=self.town, env=self.environment, capture_output=True, text=True)
        if check and done.returncode:
            raise RuntimeError(f"{' '.join(map(str, words))}: {done.returncode}: {done.stdout} {done.stderr.strip()}")
        return done.stdout


class Log:
    """What the agents wrote."""

    def __init__(self, path):
        self.path = path

    def lines(self):
        """(worker, pid, nanoseconds) of every start so far, in order."""
        if not self.path.exists():
            return []
        whole = self.path.read_text().rpartition("\n")[0]
        return [(w, int(p), int(n)) for w, p, n in (line.split() for line in whole.splitlines())]


def elsewhere(lock):
    """The lock as another program on another host would have written it."""
    record = json.loads(lock)
    record.pop("supervisor", None)
    return json.dumps(record | {"hostname": "build-7"})
