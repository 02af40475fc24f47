"""A town's server under strace from its first call on, by a filter: one that stops at each call is none."""

import contextlib
import pathlib
import re
import subprocess

from town import await_true


@contextlib.contextmanager
def server(town, calls):
    """Gives the file of these calls, of the server and all that it starts."""
    file = town.path / "calls"
    socket = town.path / "run/supervisor/default.sock"
    socket.unlink(missing_ok=True)  # of a server that was killed
    words = ["strace", "-f", "-qq", "--seccomp-bpf", "--decode-fds=pidfd", "--decode-pids=comm", "-e", f"trace={calls}", "-o", file]
    tracer = subprocess.Popen(
        [*words, town.launcher, "version"], cwd=town.town, env=town.environment, stdout=subprocess.DEVNULL
    )
    try:
        # No other client before: its server might be the first.
        if not await_true(socket.exists, 60):
            raise RuntimeError("no server under strace")
        status = pathlib.Path(f"/proc/{town.server_pid()}/status").read_text()
        if int(re.search(r"TracerPid:\s*(\d+)", status)[1]) != tracer.pid:
            raise RuntimeError("strace does not trace the server")
        yield file
    finally:
        # A killed strace would leave whom it traced with calls that fail.
        town.run("server", "stop")
        town.tmux("kill-server", check=False)
        tracer.wait(60)
