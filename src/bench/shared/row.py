"""One line of the report: what was measured, beside what, and what it ought to be."""

import dataclasses


@dataclasses.dataclass
class Row:
    what: str
    beside: str
    target: str
    met: bool | None = None  # None: there was nothing to compare with
    samples: dict = dataclasses.field(default_factory=dict)  # each way's figures, as figures.spread has them
    figures: list = dataclasses.field(default_factory=list)  # what the target is about, in words

    def say(self, words, met=None):
        """A figure; whether it is as the target has it, if the target is about it."""
        self.figures.append(words + ("" if met is None else " ✓" if met else " ✗"))
        if met is not None:
            self.met = met if self.met is None else self.met and met

    def verdict(self):
        return "–" if self.met is None else "met" if self.met else "NOT MET"
