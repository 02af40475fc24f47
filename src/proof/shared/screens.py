"""A tmux server that a client is attached to, whose terminal is a pane of another tmux server."""

import os
import subprocess

from town import await_true

WIDE = 4000  # columns, so that many texts are drawn at once
HIGH = 12


class Screens:
    def __init__(self, folder, socket=None):
        """Without a socket, of a server of its own."""
        self._environment = {name: value for name, value in os.environ.items() if not name.startswith("TMUX")}
        self._environment |= {"LC_ALL": "C.UTF-8", "HOME": str(folder)}
        self._folder = folder
        self._outer = folder / "terminal"
        self.socket = socket or folder / "drawn"
        self._own = socket is None

    def __enter__(self):
        if self._own:
            self.tmux("new-session", "-d", "-s", "w", "sleep", "infinity")
        attach = ["env", "-u", "TMUX", "TERM=screen-256color", "tmux", "-u", "-S", str(self.socket), "attach"]
        self.tmux("new-session", "-d", "-x", str(WIDE), "-y", str(HIGH), *attach, socket=self._outer)
        if not await_true(lambda: self.tmux("list-clients")):
            raise RuntimeError("no client attached")
        return self

    def __exit__(self, *_):
        for socket in (self._outer, *([self.socket] if self._own else ())):
            self.tmux("kill-server", socket=socket, check=False)

    def tmux(self, *words, socket=None, check=True, text=None):
        done = subprocess.run(
            ["tmux", "-u", "-f", "/dev/null", "-S", socket or self.socket, *words], cwd=self._folder,
            env=self._environment, capture_output=True, timeout=60, input=text,
        )
        if check and done.returncode:
            raise RuntimeError(f"{words}: {done.returncode}: {done.stderr[-500:]}")
        return done.stdout

    def source(self, script):
        """What a file of commands prints."""
        return self.tmux("source-file", "-", text=script)

    def lines(self):
        """What the terminal shows."""
        return self.tmux("capture-pane", "-p", socket=self._outer).decode().split("\n")

    def status(self):
        """A status line of five rows, the lowest part of the terminal."""
        return self.lines()[HIGH - 5 : HIGH]

    def press(self, *keys):
        self.tmux("send-keys", *keys, socket=self._outer)
