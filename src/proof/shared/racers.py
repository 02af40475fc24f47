"""Java processes whose threads race for locks, at the referee's word."""

import subprocess

import jars


class Racers:
    """How many processes, and threads in each; see RaceCase.java for what they say."""

    def __init__(self, trial, root, socket, processes, threads):
        command = [
            jars.java(), "-XX:+UseSerialGC", "-Xmx64m", "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED", "-cp", f"{trial.lib}/*:{jars.cases(trial.lib)}",
            "dev.tmuxsupervisor.observe.RaceCase", root, socket, str(threads),
        ]
        self._all = [
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(processes)
        ]

    def __enter__(self):
        for process in self._all:
            self._heard(process, "ready")
        return self

    def __exit__(self, *_):
        for process in self._all:
            process.kill()
            process.wait()
            process.stdin.close()
            process.stdout.close()

    def race(self, worker, late):
        """Lets all try at once; the lines of all, once each of them has said how it ended."""
        for process in self._all:
            self._say(process, f"race {worker} {late}")
        return [line for process in self._all for line in self._heard(process, "done")]

    def release(self, worker, token):
        """Has one of them release the lock by its id; says what came of it."""
        self._say(self._all[0], f"release {worker} {token}")
        return self._line(self._all[0])

    def _say(self, process, words):
        process.stdin.write(words + "\n")
        process.stdin.flush()

    def _heard(self, process, last):
        lines = []
        while (line := self._line(process)) != last:
            lines.append(line)
        return lines

    def _line(self, process):
        line = process.stdout.readline()
        if not line:
            raise RuntimeError(f"a racer ended with {process.wait()}")
        return line.rstrip("\n")
