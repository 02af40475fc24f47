"""A town whose server is started by the proof, as its client would, and dies often."""

import contextlib
import json
import os
import pathlib
import signal
import subprocess
import sys
import threading

import jars
from town import Town, await_true
from wire import Wire

# Options of unshare(1), and a process 1 that takes away whom nobody waits for: few processes in /proc.
INIT = ("-pf", "--mount-proc", "--kill-child", "sh", "-c", '"$@" & wait $!', "sh")

# As client/ServerProcess.java has them.
FLAGS = (
    "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms16m", "-Xmx128m", "-Xss512k",
    "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData", "-XX:+UnlockDiagnosticVMOptions",
    "-XX:ArchiveRelocationMode=0", "-Djna.platform.library.path=", "--enable-native-access=ALL-UNNAMED",
)
SENT = ("HOME", "PATH", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR", "XDG_STATE_HOME", "TMUX_TMPDIR", "SUPERVISOR_TMUX_SOCKET")
MEDDLER = pathlib.Path(__file__).with_name("meddler.py")


class MortalTown(Town):
    def __init__(self, trial):
        super().__init__(trial)
        self.state = self.path / "state/supervisor"
        self.socket = self.path / "run/supervisor/default.sock"
        for folder in (self.state, self.socket.parent, self.state / "tmp-default"):
            folder.mkdir(mode=0o700)
        sent = {name: str(self.environment[name]) for name in SENT}
        self.wire = Wire(self.socket, self.town, sent)
        self.process = None
        self.listens = threading.Event()
        self._cache = jars.cached(trial.lib, self._archive)

    def __exit__(self, *error):
        super().__exit__(*error)
        if self.process:
            self.process.wait()

    def start(self, *flags):
        """Starts a server, and waits until it listens."""
        flags = flags or (f"-XX:AOTCache={self._cache}",)
        words = (
            jars.java(), *FLAGS, *flags, f"-Djava.io.tmpdir={self.state}/tmp-default",
            "-cp", f"{self.trial.lib}/*", "dev.tmuxsupervisor.server.ServerMain",
            "--foreground", "default", self.socket, self.state,
        )
        environment = {name: self.environment[name] for name in ("PATH", "HOME")} | {"LC_ALL": "C.UTF-8"}
        with open(self.state / "server.out", "a") as out:
            self.process = subprocess.Popen(words, cwd="/", env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out)
        up = await_true(lambda: self.process.poll() is not None or self.say("version"), pause=0.01)
        if not up or self.process.poll() is not None:
            raise RuntimeError(f"no server: {(self.state / 'server.out').read_text()[-2000:]}")
        self.listens.set()

    def kill(self):
        self.listens.clear()
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def alive(self):
        return self.process.poll() is None

    def say(self, *words, timeout=60):
        return self.wire.say(*words, timeout=timeout)

    def must(self, *words, ok=(0,)):
        """An answer without which the proof can't go on."""
        answer = self.say(*words)
        if answer is None or answer.exit not in ok:
            raise RuntimeError(f"{' '.join(map(str, words))}: {answer}; server {self.process.poll()}")
        return answer

    def spawning(self, worker, *words):
        return ("spawn", worker, "--create", *self.marked(worker), "--settle", "0s", *words, "--", "sleep", "infinity")

    def recovered(self):
        """What recover did: the workers' names and deeds, of those where it did something."""
        answer = self.say("recover", "--json")
        if answer is None:
            return ["the server died"]
        if not answer.out.startswith("{"):
            return [answer.err]
        results = json.loads(answer.out)["data"]["results"]
        return [result for result in results if not result["ok"] or result["deeds"]]

    @contextlib.contextmanager
    def meddled(self, when, deed, *rest):
        """Under this, the server's Nth call is met."""
        words = (sys.executable, MEDDLER, self.process.pid, self.path, when, deed, *rest)
        with subprocess.Popen(list(map(str, words)), stdout=subprocess.PIPE, text=True) as process:
            if process.stdout.readline() != "ready\n":
                raise RuntimeError(f"no tracer of {self.process.pid}: {process.wait()}")
            meddling = Meddling(process)
            try:
                yield meddling
            finally:
                process.terminate()
                meddling.end()

    def leftovers(self):
        """Temporary files of writers that died."""
        return [str(file) for file in self.town.rglob(".supervisor-tmp-*")]

    def _archive(self, cache):
        """Loads the classes that every server needs from one file, so that a thousand starts take minutes."""
        self.start(f"-XX:AOTCacheOutput={cache}")
        for words in (self.spawning("crew/first"), ("restart", "crew/first"), ("recover", "--json"), ("stop", "crew/first")):
            self.must(*words)
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
        (self.state / "server.out").unlink()  # what the JVM said of it


class Meddling:
    def __init__(self, process):
        self._process = process
        self.told = None

    def met(self):
        """Waits for the call; None if the tracer ended without."""
        line = self._process.stdout.readline()
        self.told = json.loads(line) if line else self.told
        return self.told and self.told["met"]

    def release(self):
        """Lets the late call be made."""
        self._process.send_signal(signal.SIGUSR1)

    def stop(self):
        self._process.terminate()

    def end(self):
        for line in self._process.stdout:
            self.told = json.loads(line)
