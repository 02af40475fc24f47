"""Numbers: spreads, tables, and what the kernel says of a process."""

import os
import pathlib
import platform


def spread(samples):
    """n, median, p90, p99 and max; by nearest rank."""
    ordered = sorted(samples)

    def rank(part):
        return round(ordered[max(0, -(-len(ordered) * part // 100) - 1)], 2) if ordered else None

    return {"n": len(ordered), "median": rank(50), "p90": rank(90), "p99": rank(99), "max": rank(100)}


def machine():
    return {"kernel": platform.release(), "cpus": os.cpu_count(), "load": load()}


def load():
    return [round(one, 2) for one in os.getloadavg()]


def process(pid):
    """CPU seconds, resident MiB, threads and descriptors."""
    proc = pathlib.Path("/proc", str(pid))
    times = (proc / "stat").read_text().rpartition(")")[2].split()[11:13]
    status = dict(line.split(":\t", 1) for line in (proc / "status").read_text().splitlines() if ":\t" in line)
    return {
        "cpu_s": sum(map(int, times)) / os.sysconf("SC_CLK_TCK"),
        "rss_mib": round(int(status["VmRSS"].split()[0]) / 1024, 1),
        "threads": int(status["Threads"]),
        "descriptors": len(os.listdir(proc / "fd")),
    }
