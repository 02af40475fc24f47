"""A Java case that is given things by the thousand, and answers a line for each."""

import struct
import subprocess

import jars

_FLUSH = struct.pack(">I", 0x7FFFFFFF)


class Answers:
    """Each is sent as a length of four bytes and the bytes."""

    def __init__(self, trial, main, *words):
        self._process = subprocess.Popen(
            [
                jars.java(), "-XX:+UseSerialGC", "-Xmx128m", "--enable-native-access=ALL-UNNAMED", "-cp",
                f"{trial.lib}/*:{jars.cases(trial.lib)}", main, *map(str, words),
            ],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=1 << 20,
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()
        try:
            self._process.stdin.close()
        except BrokenPipeError:
            pass  # it ended before it had read all, which the missing answers have told

    def to(self, cases):
        """The lines that it answers, in order; few enough cases for a pipe to hold the answers' lines."""
        for data in cases:
            self._process.stdin.write(struct.pack(">I", len(data)) + data)
        self._process.stdin.write(_FLUSH)
        self._process.stdin.flush()
        lines = [self._process.stdout.readline().decode().rstrip("\n") for _ in cases]
        if not all(lines):
            raise RuntimeError(f"a case ended the answers: {cases[lines.index('')][:300]!r}")
        return lines
