"""A tree as agents leave it: checkouts with .git and node_modules, and workers among them."""

import os
import pathlib
import random

FILES, DIRECTORIES, WORKERS = 400_000, 20_000, 200


def make(root, seed=1):
    """Makes it; answers how many files and directories there are, and the workers' directories."""
    chance = random.Random(seed)
    root = pathlib.Path(root)
    workers = [root / f"town/rig{i % 10}/crew/worker{i:03}" for i in range(WORKERS)]
    folders = {}  # a dict for its order
    for worker in workers:
        for part in (".", ".runtime", ".git", ".git/objects", ".git/refs", "node_modules", "src"):
            folders[worker / part] = True
    names = ("api", "core", "data", "lib", "test", "util", "view", "web")
    while len(folders) < DIRECTORIES - 21:  # town, and each rig and its crew, are made as well
        worker = chance.choice(workers)
        part = chance.choices((".git/objects", "node_modules", "src"), (1, 4, 2))[0]
        above = worker / part
        if part == ".git/objects":
            folders[above / f"{chance.randrange(1 << 20):05x}"] = True
            continue
        for _ in range(chance.randrange(1, 5)):
            above = above / f"{chance.choice(names)}{chance.randrange(8)}"
            folders[above] = True
    folders = list(folders)
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
    each = FILES // len(folders) + 1
    files = 0
    for folder in folders:
        if folder.name == ".runtime":
            (folder / "agent.lock").write_text(
                '{"pid":4194300,"acquired_at":"2026-01-01T00:00:00Z","session_id":"","hostname":""}\n'
            )
            files += 1
            continue
        for i in range(min(each, FILES - files)):
            os.close(os.open(folder / f"module-{i:03}.js", os.O_CREAT | os.O_WRONLY, 0o644))
            files += 1
    while files < FILES:
        folder = chance.choice(folders)
        if folder.name != ".runtime":
            os.close(os.open(folder / f"more-{files}.js", os.O_CREAT | os.O_WRONLY, 0o644))
            files += 1
    directories = sum(len(names) for _, names, _ in os.walk(root))
    return {"files": files, "directories": directories, "workers": len(workers)}
