"""Every way to find the locks, side by side: each answers how many it found, and takes its own time."""

import json
import os
import subprocess
import time

SKIPPED = [".git", "node_modules", "vendor", "target", "build", "dist", ".gradle", ".m2", "bazel-*"]
SKIPPED += [".dolt-data", ".dolt-backup", ".venv"]


def timed(work):
    start = time.perf_counter()
    found = work()
    return {"ms": (time.perf_counter() - start) * 1000, "found": found}


def program(*words):
    def work():
        done = subprocess.run(words, capture_output=True, check=True)
        return done.stdout.count(b"\n")

    return lambda: timed(work)


def walk(root):
    """As filepath.Walk: every directory listed, every entry visited, one after the other."""

    def work():
        found = 0
        ahead = [root]
        while ahead:
            with os.scandir(ahead.pop()) as entries:
                for entry in entries:
                    entry.stat(follow_symlinks=False)
                    if entry.is_dir(follow_symlinks=False):
                        ahead.append(entry.path)
                    elif entry.name == "agent.lock":
                        found += 1
        return found

    return lambda: timed(work)


def supervisor(world, root, *options):
    """Our command as a user types it, through the warm server; and what the scan in it took."""

    def run():
        start = time.perf_counter()
        answer = json.loads(world.supervisor("scan", "--json", *options, str(root)))["data"]
        whole = (time.perf_counter() - start) * 1000
        return {"ms": whole, "found": len(answer["workers"]), "scan_ms": answer["seconds"] * 1000}

    return run


def contenders(world, root, fd):
    excludes = [word for name in SKIPPED for word in ("-E", name)]
    pruned = ["("]
    for name in SKIPPED:
        pruned += ["-name", name, "-o"]
    pruned[-1] = ")"
    return {
        "supervisor scan": supervisor(world, root),
        "supervisor scan --no-skip": supervisor(world, root, "--no-skip"),
        "fd": program(fd, "-HI", "-t", "f", "^agent.lock$", str(root)),
        "fd, same excludes": program(fd, "-HI", "-t", "f", *excludes, "^agent.lock$", str(root)),
        "find": program("find", str(root), "-name", "agent.lock", "-type", "f"),
        "find, same excludes": program(
            "find", str(root), "-type", "d", *pruned, "-prune", "-o", "-name", "agent.lock", "-type", "f", "-print"
        ),
        "walk (Python)": walk(str(root)),
    }
