"""A world with a tmux server, our segment in its status line, workers and clients."""

import os
import pathlib
import shlex
import signal
import time

from client import Client
from world import CHECKOUT, World

AGENT = pathlib.Path(__file__).with_name("agent.c")
SEGMENT = (
    "#{?#{@supervisor_beat},#{?#{e|>:#{e|-:%s,#{@supervisor_beat}},70},sup:down,#{@supervisor_status}},}"
)


class Fleet(World):
    def __init__(self, interval=15, descriptors=1024):
        super().__init__(AGENT)
        self.clients = []
        self.log = self.path / "log"
        self.tmux_server_pid = self.tmux_server(descriptors)
        self.tmux("new-session", "-d", "-s", "home", "sleep", "infinity")
        self.tmux("set-option", "-g", "status-interval", str(interval))
        self.segment = None

    def __exit__(self, *failure):
        super().__exit__(*failure)
        for client in self.clients:
            client.close()

    def show_segment(self, socket=None):
        """By the plugin, as a user would; by hand where there is none yet."""
        self.tmux("set-option", "-g", "status-right", "", socket=socket)
        plugin = CHECKOUT / "supervisor.tmux"
        if plugin.exists():
            self.tmux("run-shell", f"{shlex.quote(str(plugin))} enable", socket=socket)
            self.segment = "put there by supervisor.tmux enable"
        else:
            self.tmux("set-option", "-g", "status-right", SEGMENT, socket=socket)
            self.segment = "set by hand, as there is no supervisor.tmux"

    def client(self, socket=None):
        client = Client(self, socket)
        self.clients.append(client)
        client.until(lambda line: line.startswith("[home]"))
        return client

    def spawn(self, name, *options, stays=False):
        words = [self.agent, self.log] + (["stays"] if stays else [])
        self.supervisor("spawn", name, "--create", "--settle", "0s", *options, "--", *map(str, words))

    def told(self, name, word, count=1, seconds=30):
        """pid and clock of the agent's latest such line, once there are so many of the worker."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.log.exists():
                whole = self.log.read_text().rpartition("\n")[0].splitlines()
                found = [line.split() for line in whole if line.startswith(name + " ") and line.endswith(word)]
                if len(found) >= count:
                    return int(found[-1][1]), int(found[-1][2])
            time.sleep(0.002)
        raise RuntimeError(f"the agent of {name} did not tell of {word} {count} times")

    def lock(self, name):
        return self.town / name / ".runtime/agent.lock"


def send(pid, number):
    """Sends the signal, and says when it began to."""
    began = time.monotonic_ns()
    os.kill(pid, number)
    return began


def kill(pid):
    return send(pid, signal.SIGKILL)
