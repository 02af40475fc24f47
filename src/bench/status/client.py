"""A tmux client on a terminal of its own, and when its status line showed what."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import threading
import time

from screen import Screen

PART = re.compile(r"(\d+)([●◐✕?])|\+(\d+)")


def counts(text):
    """{'●': 5, '✕': 1, '+': 3}: what the fleet's segment says; nothing if it is not there."""
    return {sign or "+": int(number or others) for number, sign, others in PART.findall(text)}


class Client:
    def __init__(self, world, socket=None, session="home", columns=120, rows=12):
        self.screen = Screen(columns, rows)
        self.shown = [(time.monotonic_ns(), "")]  # what the last row said, and since when
        self.changed = threading.Condition()
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.chdir(world.path)
            os.execvpe(
                "tmux",
                ["tmux", "-u", "-S", str(socket or world.tmux_socket), "attach-session", "-t", "=" + session],
                world.environment | {"TERM": "xterm-256color"},
            )
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        while True:
            try:
                select.select([self.terminal], [], [])
                data = os.read(self.terminal, 65536)
            except OSError:
                return  # the client is gone, and its terminal with it
            now = time.monotonic_ns()
            if not data:
                return
            self.screen.feed(data)
            line = self.screen.line(self.screen.rows - 1).rstrip()
            if line != self.shown[-1][1]:
                with self.changed:
                    self.shown.append((now, line))
                    self.changed.notify_all()

    def now(self):
        return self.shown[-1][1]

    def right(self):
        """The row without the list of windows."""
        return self.now().partition("  ")[2].strip()

    def first(self, wanted, since, seconds):
        """When the row first said it, in ns, not before "since"; None if it did not in the time."""
        end = time.monotonic() + seconds
        with self.changed:
            while True:
                for at, line in self.shown:
                    if at >= since and wanted(line):
                        return at
                left = end - time.monotonic()
                if left <= 0:
                    return None
                self.changed.wait(left)

    def until(self, wanted, seconds=30):
        """Waits until the row says it, which it may do already."""
        if wanted(self.now()) or self.first(wanted, time.monotonic_ns(), seconds) or wanted(self.now()):
            return
        raise RuntimeError(f"the status line did not show what was awaited, but: {self.now()!r}")

    def close(self):
        try:
            os.kill(self.pid, signal.SIGKILL)  # it may have ended with its tmux server
            os.waitpid(self.pid, 0)
        finally:
            os.close(self.terminal)
