"""Programs that keep an agent alive, each started with one agent in a folder of its own."""

import os
import shutil
import signal
import subprocess

from world import Log


class Contender:
    note = ""

    def __init__(self, world, name, programs):
        self.world = world
        self.name = name
        self.missing = [program for program in programs if not shutil.which(program)]
        self.folder = world.path / name.replace(" ", "-")
        self.folder.mkdir()
        self.log = Log(self.folder / "log")
        self.child = None

    def run(self, *words):
        self.child = subprocess.Popen(
            words, cwd=self.folder, env=self.world.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )

    def service(self, *words):
        script = self.folder / "run"
        script.write_text(f"#!/bin/sh\nexec {self.world.agent} {self.log.path}\n")
        script.chmod(0o755)
        self.run(*words)

    def nudge(self):
        """Helps when the agent did not come back; true if that is known to help."""
        return False

    def stop(self):
        if self.child:
            self.child.terminate()
            self.child.wait()


class Ours(Contender):
    note = "one lock, three durable files and the journal are written on the way"

    def __init__(self, world):
        super().__init__(world, "supervisor", [])

    def start(self):
        self.world.supervisor(
            "spawn", "crew/one", "--create", "--backoff", "0s", "--max-restarts", "unlimited",
            "--restart", "always", "--", str(self.world.agent), str(self.log.path),
        )

    def stop(self):
        self.world.supervisor("stop", "crew/one")


class BareTmux(Contender):
    note = "remain-on-exit and the hook pane-died: respawn-pane"

    def __init__(self, world):
        super().__init__(world, "bare tmux", ["tmux"])
        self.socket = self.folder / "socket"

    def start(self):
        self.tmux("new-session", "-d", f"exec {self.world.agent} {self.log.path}",
                  ";", "set-option", "-g", "remain-on-exit", "on",
                  ";", "set-hook", "-g", "pane-died", "respawn-pane")
        self.server = int(self.tmux("display-message", "-p", "#{pid}"))

    def tmux(self, *words):
        return self.world.tmux(*words, socket=self.socket)

    def nudge(self):
        os.kill(self.server, signal.SIGCHLD)
        return True

    def stop(self):
        self.tmux("kill-server")


class Runit(Contender):
    note = "no tmux; pauses for a second only after runs shorter than that, which these are not"

    def __init__(self, world):
        super().__init__(world, "runit", ["runsv"])

    def start(self):
        self.service("runsv", str(self.folder))


class S6(Contender):
    note = "no tmux; pauses for a second first"

    def __init__(self, world):
        super().__init__(world, "s6", ["s6-supervise"])

    def start(self):
        self.service("s6-supervise", str(self.folder))

    def stop(self):
        subprocess.run(["s6-svc", "-xd", self.folder], check=True)
        self.child.wait()


class Supervisord(Contender):
    note = "no tmux; autorestart=true, startsecs=0; looks once a second"

    def __init__(self, world):
        super().__init__(world, "supervisord", ["supervisord"])

    def start(self):
        config = self.folder / "supervisord.conf"
        config.write_text(
            f"[supervisord]\nnodaemon=true\nlogfile={self.folder}/out\npidfile={self.folder}/pid\n"
            f"[program:agent]\ncommand={self.world.agent} {self.log.path}\nautorestart=true\nstartsecs=0\n"
        )
        self.run("supervisord", "-c", str(config))


def all_of(world):
    return [kind(world) for kind in (Ours, BareTmux, Runit, S6, Supervisord)]
