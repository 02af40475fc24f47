"""Many workers: what watching them costs, and how long it takes when all fall at once."""

import collections
import concurrent.futures
import os
import pathlib
import signal
import time

from figures import process, spread
from turns import AGENT
from world import Log, World

AT_ONCE = 8
SETTLE = 15
LONGEST = 600


def measure(size, idle):
    with World(AGENT) as world:
        tmux = world.tmux_server(4 * size + 256)
        server = world.server()
        log = Log(world.path / "log")
        began = time.monotonic()
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(lambda number: spawn(world, log, number), range(size)))
        result = {"workers": size, "spawned_s": round(time.monotonic() - began, 1)}
        print(f"{size} spawned in {result['spawned_s']} s; idle for {idle} s", flush=True)
        time.sleep(SETTLE)
        result["idle"] = {"supervisor": watch(server, tmux, idle, result)}
        result["idle"]["tmux"] = result.pop("tmux")
        result["recovery"] = fell(world, log, size)
        result["after"] = process(server)
        return result


def spawn(world, log, number):
    world.supervisor(
        "spawn", f"fleet/w{number}", "--create", "--backoff", "0s", "--max-restarts", "unlimited",
        "--restart", "always", "--", str(world.agent), str(log.path),
    )


def watch(server, tmux, seconds, result):
    before, before_tmux = process(server), process(tmux)
    time.sleep(seconds)
    after, after_tmux = process(server), process(tmux)
    result["tmux"] = used(before_tmux, after_tmux, seconds)
    return used(before, after, seconds)


def used(before, after, seconds):
    cpu = after.pop("cpu_s") - before["cpu_s"]
    return {"cpu_percent": round(100 * cpu / seconds, 2), **after}


def fell(world, log, size):
    """Kills every agent and waits until each worker has begun again."""
    agents = {worker: pid for worker, pid, _ in log.lines()}
    seen = len(log.lines())
    began = time.monotonic_ns()
    for pid in agents.values():
        os.kill(pid, signal.SIGKILL)
    end = time.monotonic() + LONGEST
    back = {}
    while len(back) < size and time.monotonic() < end:
        time.sleep(0.02)
        back = {worker: (ns - began) / 1e6 for worker, _, ns in log.lines()[seen:]}
    time.sleep(1)  # a second agent of a worker would be there by now
    living = count(str(world.agent))
    return {
        **spread(list(back.values())),
        "lost": sum(1 for worker in agents if living[worker] == 0),
        "doubled": sum(1 for worker in agents if living[worker] > 1),
    }


def count(program):
    """How many processes of the program carry each worker's mark."""
    found = collections.Counter()
    for proc in pathlib.Path("/proc").iterdir():
        try:
            if proc.name.isdigit() and os.readlink(proc / "exe") == program:
                for variable in (proc / "environ").read_bytes().split(b"\0"):
                    if variable.startswith(b"SUPERVISOR_WORKER="):
                        found[variable.partition(b"=")[2].decode()] += 1
        except OSError:
            pass  # ended meanwhile, or another user's
    return found


def table(result):
    lines = []
    for name, one in result["idle"].items():
        lines.append(
            f"idle {name:<10} {one['cpu_percent']} % of a core, {one['rss_mib']} MiB,"
            f" {one['threads']} threads, {one['descriptors']} descriptors"
        )
    back = result["recovery"]
    lines.append(
        f"all killed at once: {back['n']} of {result['workers']} back, the last after {back['max']} ms"
        f" (median {back['median']}), {back['lost']} lost, {back['doubled']} doubled"
    )
    return "\n".join(lines)
