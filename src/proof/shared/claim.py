"""What is claimed, and how it is tried: a file of claims/ makes one or more of these."""

import dataclasses
import importlib
import os
import pathlib
import shutil
from collections.abc import Callable

CLAIMS = pathlib.Path(__file__).resolve().parents[1] / "claims"


@dataclasses.dataclass(frozen=True)
class Removal:
    """A protection, and the methods of the program that answer wrongly when it is gone.

    Each change is `package.Class.method=ANSWER`; sabotage/Sabotage.java says which answers there are.
    A slow one takes many rounds to show, and is left out of `run quick`.
    """

    name: str
    changes: tuple[str, ...]
    slow: bool = False


@dataclasses.dataclass(frozen=True)
class Claim:
    """rounds are those of a whole proof, quick those of `run quick`; within `red` rounds each removal shows."""

    name: str
    says: str
    prove: Callable
    rounds: int
    quick: int
    removals: tuple[Removal, ...]
    red: int = 0
    minutes: int = 60  # a run that takes longer has failed
    namespaces: tuple[str, ...] = ()  # options of unshare(1)
    root: bool = False  # only root can try it, as everything in namespaces
    alone: bool = False  # no other claim runs beside it
    programs: tuple[str, ...] = ("tmux",)  # without which it can't be tried

    def obstacle(self):
        """Why it can't be tried here; None when it can."""
        missing = [program for program in self.programs if not shutil.which(program)]
        if missing:
            return f"{', '.join(missing)} missing"
        if (self.root or self.namespaces) and os.geteuid() != 0:
            return "needs root"
        return None


def every():
    """All claims by name, in the order of their names."""
    found = {}
    for file in sorted(CLAIMS.glob("[!_]*.py")):
        for claim in importlib.import_module(f"claims.{file.stem}").CLAIMS:
            if claim.name in found:
                raise ValueError(f"two claims are called {claim.name}")
            found[claim.name] = claim
    return dict(sorted(found.items(), key=lambda item: (item[0][0], int("".join(filter(str.isdigit, item[0]))), item[0])))
