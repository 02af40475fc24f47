"""The ways in turns, cold and warm, so that what the machine does meanwhile meets all of them."""

import os
import pathlib
import random
import tempfile

import figures
import scans
import tree
from world import World

CACHES = pathlib.Path("/proc/sys/vm/drop_caches")


def drop_caches():
    os.sync()
    CACHES.write_text("3\n")


def measure(options):
    with World() as world, tempfile.TemporaryDirectory(prefix="bench-tree-", dir=options.directory) as root:
        made = tree.make(root)
        ways = scans.contenders(world, root, options.fd)
        for _ in range(options.warm_up):
            ways["supervisor scan"]()
            ways["supervisor scan --no-skip"]()
        report = {"tree": made, "cold": {}, "warm": {}}
        for kind in ("cold", "warm"):
            if kind == "cold" and not os.access(CACHES, os.W_OK):
                continue
            samples = {name: [] for name in ways}
            for _ in range(options.rounds):
                for name in random.sample(list(ways), len(ways)):
                    if kind == "cold":
                        drop_caches()
                    samples[name].append(ways[name]())
            report[kind] = {name: summary(runs, made["workers"]) for name, runs in samples.items()}
        return report


def summary(runs, wanted):
    missed = [run["found"] for run in runs if run["found"] != wanted]
    if missed:
        raise RuntimeError(f"{wanted} workers are there, and found were {missed}")
    result = figures.spread([run["ms"] for run in runs])
    inside = [run["scan_ms"] for run in runs if "scan_ms" in run]
    return result | ({"scan": figures.spread(inside)} if inside else {})


def table(report):
    made = report["tree"]
    lines = [f"{made['files']} files, {made['directories']} directories, {made['workers']} workers; milliseconds"]
    for kind in ("cold", "warm"):
        if not report[kind]:
            lines.append(f"{kind}: not measured, as only root can drop the caches")
            continue
        lines.append(f"{kind + ':':28} {'median':>8} {'p90':>8} {'max':>8}  of that, the scan")
        for name, one in report[kind].items():
            inside = f"{one['scan']['median']:10.0f}" if "scan" in one else ""
            lines.append(f"  {name:26} {one['median']:8.0f} {one['p90']:8.0f} {one['max']:8.0f}  {inside}")
    return "\n".join(lines)
