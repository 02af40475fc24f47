"""One run of one claim: what it may use, and what it found."""

import collections
import json
import pathlib
import random
import subprocess
import time
import traceback

import jars

TOLD = 30  # seconds between two lines of the log about how far it is
KEPT = 20  # violations told in words; all are counted


class Enough(Exception):
    """A sabotaged run has shown what it had to."""


class Trial:
    def __init__(self, lib, rounds, seed, sabotaged, result):
        self.lib = pathlib.Path(lib)  # the jars to run
        self.rounds = rounds  # how many to do
        self.seed = seed
        self.random = random.Random(seed)
        self.sabotaged = sabotaged
        self.done = 0
        self.faults = collections.Counter()
        self.violations = []
        self.violated = 0
        self.figures = collections.defaultdict(list)
        self._result = pathlib.Path(result)
        self._began = self._told_at = time.monotonic()

    @classmethod
    def ordered(cls, order):
        return cls(**json.loads(order))

    def round(self, count=1):
        """That so many rounds, or cases, have been judged."""
        self.done += count
        now = time.monotonic()
        if now > self._told_at + TOLD:
            self._told_at = now
            print(f"{self.done} of {self.rounds} rounds after {now - self._began:.0f} s", flush=True)
            self._keep("it was cut short")  # unless more comes

    def fault(self, kind, count=1):
        """That a fault was injected, and took effect."""
        self.faults[kind] += count

    def measured(self, name, value):
        """A figure for the report, such as ("back after ms", 31.5)."""
        self.figures[name].append(value)

    def violation(self, words):
        """That the claim does not hold, and how that was seen."""
        self.violated += 1
        if len(self.violations) < KEPT:
            self.violations.append(f"round {self.done}: {words}")
            print("VIOLATION", self.violations[-1], flush=True)
        if self.sabotaged:
            raise Enough

    def require(self, holds, words):
        if not holds:
            self.violation(words)
        return holds

    def java(self, main, *words, env=None):
        """Runs a main class of src/proof/java in the trial's jars, which tells what it found by lines.

        `ROUNDS n`, `FAULT n kind`, `FIGURE value name` and `VIOLATION words`; others go to the log.
        """
        command = [
            jars.java(), "-XX:+UseSerialGC", "-Xmx256m", "--enable-native-access=ALL-UNNAMED",
            "-cp", f"{self.lib}/*:{jars.cases(self.lib)}", main, *map(str, words),
        ]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as process:
            try:
                for line in process.stdout:
                    self._told(line.rstrip("\n"))
            except BaseException:
                process.kill()
                raise
        if process.returncode:
            raise RuntimeError(f"{main} ended with {process.returncode}")

    def _told(self, line):
        kind, _, rest = line.partition(" ")
        count, _, name = rest.partition(" ")
        if kind == "ROUNDS":
            self.round(int(count))
        elif kind == "FAULT":
            self.fault(name, int(count))
        elif kind == "FIGURE":
            self.measured(name, float(count))
        elif kind == "VIOLATION":
            self.violation(rest)
        else:
            print(line, flush=True)

    def run(self, claim):
        error = None
        print(f"seed {self.seed}", flush=True)
        try:
            claim.prove(self)
        except Enough:
            pass
        except (Exception, SystemExit):  # also when its time is over: what was found stays found
            error = traceback.format_exc()
            print(error, flush=True)
        self._keep(error)

    def _keep(self, error):
        found = {
            "rounds": self.done,
            "faults": dict(self.faults),
            "violated": self.violated,
            "violations": self.violations,
            "figures": {name: spread(values) for name, values in self.figures.items()},
            "seconds": round(time.monotonic() - self._began, 1),
            "error": error,
        }
        self._result.write_text(json.dumps(found))


def spread(values):
    ordered = sorted(values)
    at = lambda part: round(ordered[min(len(ordered) - 1, int(part * len(ordered)))], 2)
    return {"n": len(ordered), "median": at(0.5), "p99": at(0.99), "max": at(1)}
