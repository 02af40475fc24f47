"""Speaks the control socket's protocol from this process: a command costs no JVM, so that there can be thousands.

Written from the protocol's description (client/Wire.java), not from its code.
"""

import collections
import concurrent.futures
import json
import os
import socket
import struct

MAGIC = b"SUPV"
PROTOCOL = 2
_SENT = ("PATH", "HOME", "LANG", "TMUX_TMPDIR", "SUPERVISOR_TMUX_SOCKET")

Answer = collections.namedtuple("Answer", "code out err")


class Busy(Exception):
    """The connection ended before the answer."""


class Speaker:
    def __init__(self, town, patience=60):
        town.server()  # starts it through the launcher
        self.socket = town.path / "run/supervisor/default.sock"
        self.directory = str(town.town)
        self.patience = patience
        self.variables = {
            name: value for name, value in town.environment.items() if name in _SENT or name.startswith("XDG_")
        }
        self.build = self._build()

    def say(self, *words, variables=None):
        """Runs one command in the server, which must be there."""
        try:
            with self.connect() as link:
                link.sendall(self.opening() + _framed(self.request(words, variables or {})))
                return self.answer(link)
        except (BrokenPipeError, ConnectionResetError) as gone:
            raise Busy("the server hung up") from gone

    def json(self, *words):
        return json.loads(self.say(*words, "--json").out)

    def many(self, commands, at_once=8):
        """The answers to lists of words, some said at the same time, in their order."""
        with concurrent.futures.ThreadPoolExecutor(at_once) as pool:
            return list(pool.map(lambda words: self.say(*words), commands))

    def connect(self):
        link = socket.socket(socket.AF_UNIX)
        link.settimeout(self.patience)
        link.connect(str(self.socket))
        return link

    def opening(self, build=None):
        return MAGIC + b"C" + struct.pack(">i", PROTOCOL) + _framed((build or self.build).encode())

    def request(self, words, variables):
        all_variables = self.variables | variables
        parts = [struct.pack(">ib", 0, 0), _framed(os.fsencode(self.directory)), struct.pack(">i", len(words))]
        parts += [_framed(os.fsencode(str(word))) for word in words]
        parts.append(struct.pack(">i", len(all_variables)))
        parts += [_framed(os.fsencode(text)) for pair in all_variables.items() for text in pair]
        return b"".join(parts)

    def answer(self, link):
        """Reads frames up to the end of the command."""
        texts = {b"O": b"", b"E": b""}
        while True:
            kind, length = struct.unpack(">ci", _exactly(link, 5))
            payload = _exactly(link, length)
            if kind in texts:
                texts[kind] += payload
            elif kind == b"X":
                code = struct.unpack(">i", payload)[0]
                return Answer(code, texts[b"O"].decode(), texts[b"E"].decode())
            elif kind == b"H":
                return Answer(0, repr(payload), "")
            elif kind == b"V":
                raise Busy(f"the server is of build {payload}")

    def _build(self):
        with self.connect() as link:
            link.sendall(self.opening("another"))
            kind, length = struct.unpack(">ci", _exactly(link, 5))
            if kind != b"V":
                raise RuntimeError(f"{kind} instead of the server's build")
            return _exactly(link, length).decode()


def _framed(data):
    return struct.pack(">i", len(data)) + data


def _exactly(link, length):
    data = b""
    while len(data) < length:
        part = link.recv(length - len(data))
        if not part:
            raise Busy("the server hung up")
        data += part
    return data
