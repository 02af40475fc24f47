"""One agent each: killed in turns, so that all contenders meet the same load."""

import os
import pathlib
import signal
import time

import contenders
from figures import spread
from world import World

AGENT = pathlib.Path(__file__).with_name("agent.c")
PATIENCE = 2.0  # then it counts as missed, and the contender is nudged
AFTER_NUDGE = 20.0
ROUND = 1.2  # more than the second within which runit and s6 will not start again
BETWEEN = 0.06


def last(log):
    lines = log.lines()
    return lines[-1] if lines else None


def wait(log, pid, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = last(log)
        if found and found[1] != pid:
            return found
        time.sleep(0.001)
    return None


def kill(contender, samples, lost):
    pid = last(contender.log)[1]
    began = time.monotonic_ns()
    os.kill(pid, signal.SIGKILL)
    found = wait(contender.log, pid, PATIENCE)
    if found:
        samples.append((found[2] - began) / 1e6)
        return True
    lost.append(pid)
    nudged = contender.nudge()
    return wait(contender.log, pid, AFTER_NUDGE) is not None or nudged


def measure(times):
    with World(AGENT) as world:
        started = []
        rows = {}
        try:
            for contender in contenders.all_of(world):
                row = {"name": contender.name, "note": contender.note, "samples_ms": [], "lost": []}
                rows[contender.name] = row
                if contender.missing:
                    row["note"] = "not installed"
                    continue
                contender.start()
                started.append(contender)
                if not wait(contender.log, -1, 60):
                    raise RuntimeError(f"{contender.name} did not start its agent")
            time.sleep(2)
            running = list(started)
            for _ in range(times):
                end = time.monotonic() + ROUND
                for contender in list(running):
                    row = rows[contender.name]
                    if not kill(contender, row["samples_ms"], row["lost"]):
                        row["note"] = "gave up: its agent did not come back"
                        running.remove(contender)
                    time.sleep(BETWEEN)
                time.sleep(max(0.0, end - time.monotonic()))
        finally:
            for contender in started:
                contender.stop()
    for row in rows.values():
        row["missed"] = len(row.pop("lost"))
        row.update(spread(row["samples_ms"]))
    return list(rows.values())


def table(rows):
    lines = [f"{'':<12} {'n':>4} {'missed':>6} {'median':>8} {'p90':>8} {'p99':>8} {'max':>8}  (ms)"]
    for row in rows:
        numbers = "".join(
            f" {'-' if row[key] is None else format(row[key], '.1f'):>8}" for key in ("median", "p90", "p99", "max")
        )
        lines.append(f"{row['name']:<12} {row['n']:>4} {row['missed']:>6}{numbers}  {row['note']}")
    return "\n".join(lines)
