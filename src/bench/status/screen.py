"""As much of a terminal as tmux asks of one called xterm-256color: which letters stand where."""

import codecs
import re
import unicodedata

CONTROL = re.compile(
    r"\x1b\[(?P<private>[?>=]?)(?P<words>[0-9;:]*)[ -/]*(?P<final>[@-~])"
    r"|\x1b[\]P_^X].*?(?:\x07|\x1b\\)"
    r"|\x1b[()*+].|\x1b[ -/]*(?P<plain>[0-Z\\^-~])",
    re.DOTALL,
)


class Screen:
    def __init__(self, columns, rows):
        self.columns, self.rows = columns, rows
        self.cells = [[" "] * columns for _ in range(rows)]
        self.row = self.column = 0
        self.top, self.bottom = 0, rows - 1
        self.rest = ""
        self.letters = codecs.getincrementaldecoder("utf-8")("replace")

    def line(self, row):
        return "".join(self.cells[row])

    def feed(self, data):
        text = self.rest + self.letters.decode(data)
        at = 0
        while at < len(text):
            if text[at] != "\x1b":
                self._letter(text[at])
                at += 1
                continue
            found = CONTROL.match(text, at)
            if not found:
                break  # the rest of it comes with the next bytes
            if found["final"] and not found["private"]:
                self._control(found["final"], [int(n or 0) for n in re.split("[;:]", found["words"])])
            elif found["plain"] == "M":
                self._reverse()
            at = found.end()
        self.rest = text[at:]

    def _letter(self, letter):
        if letter == "\r":
            self.column = 0
        elif letter == "\n":
            self._feed()
        elif letter == "\b":
            self.column = max(0, self.column - 1)
        elif letter >= " ":
            width = 0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
            if not width:
                return
            if self.column + width > self.columns:
                self.column = 0
                self._feed()
            self.cells[self.row][self.column] = letter
            if width == 2:
                self.cells[self.row][self.column + 1] = ""
            self.column += width

    def _feed(self):
        if self.row == self.bottom:
            self._scroll(self.top, 1)
        else:
            self.row = min(self.rows - 1, self.row + 1)

    def _reverse(self):
        if self.row == self.top:
            self._scroll(self.top, -1)
        else:
            self.row = max(0, self.row - 1)

    def _scroll(self, top, lines):
        """Up by so many lines from the top to the end of the region, or down when negative."""
        empty = [[" "] * self.columns for _ in range(abs(lines))]
        region = self.cells[top : self.bottom + 1]
        moved = region[lines:] + empty if lines > 0 else empty + region[:lines]
        self.cells[top : self.bottom + 1] = moved[-len(region) :] if lines > 0 else moved[: len(region)]

    def _control(self, final, words):
        first = max(1, words[0])
        second = max(1, words[1]) if len(words) > 1 else 1
        line = self.cells[self.row]
        here = min(self.column, self.columns - 1)
        if final in "Hf":
            self.row, self.column = min(first, self.rows) - 1, min(second, self.columns) - 1
        elif final == "A":
            self.row = max(0, self.row - first)
        elif final in "Be":
            self.row = min(self.rows - 1, self.row + first)
        elif final in "Ca":
            self.column = min(self.columns - 1, here + first)
        elif final == "D":
            self.column = max(0, here - first)
        elif final in "G`":
            self.column = min(first, self.columns) - 1
        elif final == "d":
            self.row = min(first, self.rows) - 1
        elif final == "r":
            self.top = first - 1
            self.bottom = min(second if len(words) > 1 and words[1] else self.rows, self.rows) - 1
            self.row = self.column = 0
        elif final == "K":
            start, end = [(here, self.columns), (0, here + 1), (0, self.columns)][words[0]]
            line[start:end] = [" "] * (end - start)
        elif final == "J":
            start, end = [(self.row + 1, self.rows), (0, self.row), (0, self.rows)][min(words[0], 2)]
            for row in range(start, end):
                self.cells[row] = [" "] * self.columns
            if words[0] < 2:
                self._control("K", words)
        elif final == "X":
            line[here : here + first] = [" "] * min(first, self.columns - here)
        elif final == "P":
            line[here:] = (line[here + first :] + [" "] * first)[: self.columns - here]
        elif final == "@":
            line[here:] = ([" "] * first + line[here:])[: self.columns - here]
        elif final == "L":
            self._scroll(self.row, -first)
        elif final == "M":
            self._scroll(self.row, first)
        elif final == "S":
            self._scroll(self.top, first)
        elif final == "T":
            self._scroll(self.top, -first)
