"""SIGKILL of our server: until the segment says so by itself, and until it no longer does."""

import concurrent.futures
import pathlib
import random
import signal
import time

from figures import spread
from fleet import Fleet, send

BEAT = 30.0  # seconds between two beats
LONGEST = 120.0


def says_down(line):
    return "sup:down" in line


def servers_of(world):
    """The pids of our servers that write into this world: by their command line and environment."""
    found = []
    for proc in pathlib.Path("/proc").iterdir():
        try:
            if (
                proc.name.isdigit()
                and b"dev.tmuxsupervisor.server.ServerMain" in (proc / "cmdline").read_bytes().split(b"\0")
                and f"XDG_STATE_HOME={world.path}/state".encode() in (proc / "environ").read_bytes().split(b"\0")
            ):
                found.append(int(proc.name))
        except OSError:
            pass  # ended meanwhile, or another user's
    return found


def turns(options, count):
    samples = []
    with Fleet(options.interval) as fleet:
        fleet.show_segment()
        client = fleet.client()
        fleet.spawn("crew/one")
        client.until(lambda line: "1●" in line)
        for _ in range(count):
            moment = random.uniform(0, BEAT)
            time.sleep(moment)
            (server,) = servers_of(fleet)
            beat = int(fleet.tmux("show-options", "-gv", "@supervisor_beat"))
            age = time.time() - beat
            killed = send(server, signal.SIGKILL)
            down = client.first(says_down, killed, LONGEST)
            began = time.monotonic_ns()
            fleet.supervisor("list")
            returned = time.monotonic_ns()
            back = client.first(lambda line: not says_down(line), began, LONGEST)
            samples.append({
                "beat_age_s": round(age, 1),
                "down_s": seconds(killed, down),
                "gone_after_command_began_s": seconds(began, back),
                "gone_after_command_returned_s": seconds(returned, back),
            })
            print(samples[-1], flush=True)
        return samples, fleet.segment


def seconds(begin, end):
    return None if end is None else round((end - begin) / 1e9, 2)


def measure(options):
    at_once = min(options.times, options.at_once)
    shares = [options.times // at_once + (number < options.times % at_once) for number in range(at_once)]
    with concurrent.futures.ThreadPoolExecutor(at_once) as pool:
        done = list(pool.map(lambda count: turns(options, count), shares))
    samples = [one for part, _ in done for one in part]
    result = {"segment": done[0][1], "status_interval": options.interval, "samples": samples}
    for key in samples[0]:
        seen = [one[key] for one in samples if one[key] is not None]
        result[key] = {"missed": len(samples) - len(seen), **spread(seen)}
    return result


def table(result):
    words = {
        "beat_age_s": "age of the beat at SIGKILL of our server",
        "down_s": "from SIGKILL until sup:down",
        "gone_after_command_began_s": "from the next command until it is gone",
        "gone_after_command_returned_s": "from that command's end",
    }
    lines = [f"{'':<42} {'n':>3} {'missed':>6} {'median':>8} {'p90':>8} {'max':>8}  (s)"]
    for key, text in words.items():
        row = result[key]
        numbers = "".join(f" {'-' if row[k] is None else format(row[k], '.2f'):>8}" for k in ("median", "p90", "max"))
        lines.append(f"{text:<42} {row['n']:>3} {row['missed']:>6}{numbers}")
    return "\n".join(lines + [f"segment: {result['segment']}; status-interval {result['status_interval']}"])
