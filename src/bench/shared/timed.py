"""Whole processes: how long they took, and what they cost."""

import os
import random
import subprocess
import time

from figures import spread


def process(words, **options):
    """Wall and CPU milliseconds of a program and all that it waited for."""
    options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL} | options
    began = time.perf_counter()
    child = subprocess.Popen([str(word) for word in words], **options)
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{' '.join(map(str, words))}: {child.returncode}")
    return {"wall": wall * 1000, "cpu": (used.ru_utime + used.ru_stime) * 1000}


def in_turns(ways, rounds, warm_up=2):
    """Each way in each round, in any order, so that all of them meet the same load: {way: {kind: spread}}."""
    samples = {name: {} for name in ways}
    for number in range(-warm_up, rounds):
        for name in random.sample(list(ways), len(ways)):
            figures = ways[name]()
            if number >= 0:
                for kind, value in figures.items():
                    samples[name].setdefault(kind, []).append(value)
    return {name: {kind: spread(values) for kind, values in kinds.items()} for name, kinds in samples.items()}
