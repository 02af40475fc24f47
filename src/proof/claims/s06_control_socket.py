"""S6: the control socket among strangers, liars, the idle and the greedy."""

import contextlib
import resource
import socket
import stat
import struct
import subprocess
import time

from claim import Claim, Removal
from figures import process
from speaker import Busy, Speaker
from town import Town, await_true

STRANGER = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
HALF_OPEN = 10_000
HUGE = 1 << 30  # bytes of one line
GREED = 256  # MiB of the server: its heap has 128 at most, which garbage fills before it is collected
LOGS = 16 << 20  # bytes of its logs, in which every refusal has a line
SERVED = 30  # seconds within which an honest client is served, whatever the others do
ASK = """
import socket, sys
link = socket.socket(socket.AF_UNIX)
link.settimeout(30)
try:
    link.connect(sys.argv[1])
    link.sendall(bytes.fromhex(sys.argv[2]))
    print(sum(len(part) for part in iter(lambda: link.recv(4096), b"")))
except (BrokenPipeError, ConnectionResetError):
    print(0)
except PermissionError:
    print("denied")
"""


def prove(trial):
    quick = trial.rounds < 1000
    with Town(trial) as town:
        speaker = Speaker(town)
        server = town.server()
        rest = process(server)
        _strangers(trial, town, speaker, 2 if quick else 50)
        _half_open(trial, speaker, server, rest, 600 if quick else HALF_OPEN)
        _endless(trial, speaker, server, rest, 64 << 20 if quick else HUGE)
        while trial.done < trial.rounds:
            _garbage(trial, speaker, server, rest)
        logs = sum(file.stat().st_size for file in (town.path / "state/supervisor").glob("server*"))
        trial.measured("logs KiB", logs / 1024)
        trial.require(logs < LOGS, f"the logs take {logs} bytes")
        trial.require(town.server() == server, "the server was another one afterwards")


def _strangers(trial, town, speaker, times):
    """Every folder and the socket let everybody in: what is left is what the kernel says of the peer."""
    listing = speaker.opening() + struct.pack(">i", len(speaker.request(["list"], {}))) + speaker.request(["list"], {})
    gates = [town.path, town.path / "run", town.path / "run/supervisor"]
    modes = [stat.S_IMODE(gate.stat().st_mode) for gate in gates]
    for gate in gates:
        gate.chmod(0o755)
    speaker.socket.chmod(0o666)
    try:
        for sent in [listing, speaker.opening("another"), b"SUPVQ"] * times:
            ours = _ask([], speaker.socket, sent) if sent != b"SUPVQ" else None
            trial.require(ours != "0", f"we ourselves got no answer to {sent[:20]}")
            theirs = _ask(STRANGER, speaker.socket, sent)
            trial.require(theirs == "0", f"another user got {theirs} bytes as the answer to {sent[:20]}")
            trial.fault("another user's request")
            trial.round()
    finally:
        speaker.socket.chmod(0o600)
        for gate, mode in zip(gates, modes):
            gate.chmod(mode)
    for words in ([], ["sh", "-c", 'exec "$@"', "sh"]):
        theirs = _ask([*STRANGER, *words], speaker.socket, listing)
        trial.require(theirs == "denied", f"another user came as far as the socket: {theirs}")
        trial.round()


def _ask(user, path, sent):
    # A stranger may not enter the folder of our Python; the system's will do.
    done = subprocess.run(
        [*user, "/usr/bin/python3", "-c", ASK, path, sent.hex()], capture_output=True, text=True, cwd="/", timeout=60
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout.strip()


def _half_open(trial, speaker, server, rest, many):
    """Clients that begin a request and never end it."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    with contextlib.ExitStack() as links:
        beginning = speaker.opening()
        for number in range(many):
            link = links.enter_context(socket.socket(socket.AF_UNIX))
            link.settimeout(60)
            link.connect(str(speaker.socket))
            try:
                link.sendall(beginning[: trial.random.randrange(len(beginning))])
            except (BrokenPipeError, ConnectionResetError):
                pass  # turned away at the door: what must happen to most of them
            trial.fault("half-open client")
            if number % 500 == 499:
                _serves(trial, speaker, server, rest, f"among {number + 1} half-open clients")
            trial.round()


def _endless(trial, speaker, server, rest, size):
    """One request without an end, behind every length that the protocol has."""
    lengths = [b"", speaker.opening(), b"SUPVC\0\0\0\2" + struct.pack(">i", size), speaker.opening() + struct.pack(">i", size)]
    chunk = b"x" * (1 << 20)
    for head in lengths:
        took = 0
        with speaker.connect() as link:
            try:
                link.sendall(head)
                while took < size:
                    link.sendall(chunk)
                    took += len(chunk)
            except (BrokenPipeError, ConnectionResetError):
                trial.fault("endless request cut off")
        trial.require(took < 16 << 20, f"the server read {took} bytes of a request without end")
        _serves(trial, speaker, server, rest, "after a request without end")
        trial.round()


def _garbage(trial, speaker, server, rest):
    """Noise, and good requests with a few bits changed."""
    request = speaker.request(["list"], {})
    good = speaker.opening() + struct.pack(">i", len(request)) + request
    for _ in range(200):
        bad = bytearray(good)
        kind = trial.random.randrange(3)
        if kind == 0:
            bad = bytearray(trial.random.randbytes(trial.random.randrange(200)))
        elif kind == 1:
            del bad[trial.random.randrange(len(bad)) :]
        else:
            for _ in range(trial.random.randrange(1, 9)):
                bad[trial.random.randrange(len(bad))] ^= 1 << trial.random.randrange(8)
        if bad[:5] == b"SUPVQ":
            continue  # a request to end, and not garbage
        with speaker.connect() as link, contextlib.suppress(BrokenPipeError, ConnectionResetError):
            link.sendall(bad)
            link.shutdown(socket.SHUT_WR)
            while link.recv(1 << 16):
                pass
        trial.fault("garbage")
        trial.round()
    _serves(trial, speaker, server, rest, "after garbage")


def _serves(trial, speaker, server, rest, when):
    """An honest client gets its answer, and the server has not grown."""

    def served():
        try:
            return speaker.say("server", "status").code == 0
        except (Busy, ConnectionRefusedError, FileNotFoundError):
            return False

    began = time.monotonic()
    trial.require(await_true(served, patience=SERVED, pause=0.1), f"nobody was served for {SERVED} s {when}")
    trial.measured("an honest client is served after s", time.monotonic() - began)
    now = process(server)
    trial.measured("server grown by MiB", now["rss_mib"] - rest["rss_mib"])
    trial.require(now["rss_mib"] < GREED, f"the server has {now['rss_mib']} MiB {when}, {rest['rss_mib']} at rest")
    trial.require(now["descriptors"] < rest["descriptors"] + 700, f"{now['descriptors']} descriptors {when}")


CLAIMS = [
    Claim(
        name="S6",
        says="the control socket: other users, garbage, endless and half-open requests harm nobody but themselves",
        prove=prove,
        rounds=100_000,
        quick=900,
        root=True,
        removals=(
            Removal("asking the kernel who it is", ("dev.tmuxsupervisor.server.Peer.isWelcome=true",)),
            Removal("bounds of lengths", ("dev.tmuxsupervisor.client.Wire.bounded=arg:0",)),
        ),
        programs=("tmux", "setpriv"),
    )
]
