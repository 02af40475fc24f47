"""Processes that status redraws start, with three attached clients: ours, none, and segments with #(…)."""

import pathlib
import re
import signal
import subprocess
import time

from fleet import Fleet

CLIENTS = 3
WORKERS = 5
STARTED = re.compile(r"\b(?:fork|vfork|clone3?)\((?P<words>.*?)\)? += (?P<pid>\d+)")
RESUMED = re.compile(r"<\.\.\. (?:fork|vfork|clone3?) resumed>(?P<words>.*?)\)? += (?P<pid>\d+)")

CHEAP = """#!/bin/sh
# Counts the states that stand at the panes: as cheap as a segment that polls can be.
tmux -S {socket} list-panes -a -F '#{{@supervisor_state}}' |
  awk '$1 == "running" {{ n++ }} $1 == "failed" {{ f++ }} END {{ printf "%d● %d✕", n, f }}'
"""
LIST = """#!/bin/sh
# Asks the supervisor itself.
{launcher} list | awk '$2 == "running" {{ n++ }} $2 == "failed" {{ f++ }} END {{ printf "%d● %d✕", n, f }}'
"""


def processes():
    """Processes and threads that the whole machine ever started."""
    return int(re.search(r"^processes (\d+)", pathlib.Path("/proc/stat").read_text(), re.MULTILINE)[1])


class Trace:
    """Counts what the tmux server and all below it start."""

    def __init__(self, pid, file):
        self.file = file
        self.strace = subprocess.Popen(
            ["strace", "-f", "-qq", "-e", "trace=process", "-o", file, "-p", str(pid)], stderr=subprocess.PIPE
        )
        time.sleep(0.5)
        if self.strace.poll() is not None:
            raise RuntimeError(f"strace: {self.strace.stderr.read().decode().strip()}")

    def end(self):
        self.strace.send_signal(signal.SIGINT)
        self.strace.wait()
        lines = self.file.read_text(errors="replace").splitlines()
        begun = [found for line in lines for found in (STARTED.search(line), RESUMED.search(line)) if found]
        threads = sum("CLONE_THREAD" in line and "resumed" not in line for line in lines)
        return {
            "processes": len({found["pid"] for found in begun}) - threads,
            "programs": sum(bool(re.search(r"execve\(.*= 0$|execve resumed>.*= 0$", line)) for line in lines),
        }


def segments(fleet):
    folder = fleet.path / "segments"
    folder.mkdir()
    scripts = {}
    for name, text in (("list-panes", CHEAP), ("list", LIST)):
        scripts[name] = folder / name
        scripts[name].write_text(text.format(socket=fleet.tmux_socket, launcher=fleet.launcher))
        scripts[name].chmod(0o755)
    return {
        "no segment": "",
        "ours": None,
        "#(tmux list-panes | awk)": f"#({scripts['list-panes']})",
        "#(supervisor list | awk)": f"#({scripts['list']})",
    }


def minute(fleet, name, interval, seconds):
    before, moment = processes(), time.monotonic_ns()
    trace = Trace(fleet.tmux_server_pid, fleet.path / "trace")
    time.sleep(seconds)
    row = {"segment": name, "status_interval": interval, "seconds": seconds, **trace.end()}
    row["machine"] = processes() - before
    row["redraws_seen"] = sum(at > moment for client in fleet.clients for at, _ in client.shown)
    row["line"] = fleet.clients[0].right()
    return row


def measure(options):
    rows = []
    with Fleet() as fleet:
        for _ in range(CLIENTS):
            fleet.client()
        for number in range(WORKERS):
            fleet.spawn(f"crew/w{number}")
        fleet.show_segment()
        ours = fleet.tmux("show-options", "-gv", "status-right").strip()
        texts = segments(fleet)
        for interval in options.intervals:
            fleet.tmux("set-option", "-g", "status-interval", str(interval))
            for name, segment in texts.items():
                # the clock makes every redraw visible
                right = (ours if segment is None else segment) + " %H:%M:%S"
                fleet.tmux("set-option", "-g", "status-right", right)
                time.sleep(2)
                rows.append(minute(fleet, name, interval, options.seconds))
                print(rows[-1], flush=True)
        fleet.tmux("set-option", "-g", "status-right", "")
        await_jobs(fleet.path / "segments")
        return {"clients": CLIENTS, "workers": WORKERS, "how": fleet.segment, "rows": rows}


def await_jobs(folder):
    """One that ends later could start our server again."""
    while any(str(folder).encode() in line for line in command_lines()):
        time.sleep(0.1)


def command_lines():
    for proc in pathlib.Path("/proc").iterdir():
        try:
            if proc.name.isdigit():
                yield (proc / "cmdline").read_bytes()
        except OSError:
            pass  # ended meanwhile


def table(result):
    lines = [f"{'':<26} {'interval':>8} {'seconds':>7} {'redraws':>7} {'processes':>9} {'machine':>8}   line"]
    for row in result["rows"]:
        lines.append(
            f"{row['segment']:<26} {row['status_interval']:>8} {row['seconds']:>7} {row['redraws_seen']:>7}"
            f" {row['processes']:>9} {row['machine']:>8}   {row['line'][-50:]}"
        )
    lines.append(f"{result['clients']} attached clients, {result['workers']} workers; segment: {result['how']}")
    lines.append("processes: what the tmux server and all below it started (strace); machine: what the whole machine")
    lines.append("started, threads, our server's looks and other people's work among it (/proc/stat)")
    return "\n".join(lines)
