"""What came out of one trial, kept as a file until the next trial of the same kind."""

import dataclasses
import json


@dataclasses.dataclass(frozen=True, kw_only=True)
class Outcome:
    claim: str
    says: str
    removed: str | None
    changes: tuple[str, ...]
    wanted: int
    seed: int
    began: str
    build: str
    rounds: int
    faults: dict[str, int]
    violated: int
    violations: list[str]
    figures: dict[str, dict]
    seconds: float
    error: str | None
    skipped: str | None = None  # why it was not tried

    @property
    def good(self):
        """All rounds done and nothing violated; or with a protection removed, something; or not tried at all."""
        if self.skipped:
            return True
        if self.error:
            return False
        if self.removed:
            return self.violated > 0
        return self.violated == 0 and self.rounds >= self.wanted

    @property
    def verdict(self):
        if self.skipped:
            return f"NOT TRIED: {self.skipped}"
        if self.error:
            return "ERROR " + self.error.strip().splitlines()[-1]
        if self.removed:
            return "red, as it must be" if self.good else "NOT RED: this proof proves nothing"
        if self.violated:
            return f"{self.violated} VIOLATIONS"
        return "holds" if self.good else f"NOT ENOUGH ROUNDS, {self.wanted} were wanted"

    def lines(self):
        """How it came out; and what was wrong, so that a console that is all one has tells it."""
        yield f"{self.rounds:>9} rounds {self.seconds:>7} s  seed {self.seed:<16} {self.verdict}"
        if not self.good:
            yield from self.violations

    def keep(self, file):
        file.write_text(json.dumps(dataclasses.asdict(self), indent=1) + "\n")

    @classmethod
    def kept(cls, file):
        return cls(**json.loads(file.read_text()))
