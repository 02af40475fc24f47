"""The control socket, spoken as client/Wire.java says, for a proof that can't afford a JVM a command."""

import dataclasses
import socket
import struct

PROTOCOL = 2


@dataclasses.dataclass(frozen=True)
class Answer:
    exit: int
    out: str
    err: str


class Wire:
    def __init__(self, path, directory, environment):
        self._path = str(path)
        self._directory = str(directory)
        self._environment = environment
        self._build = None

    def say(self, *words, timeout=60):
        """What a command answered; None when no server listens, or it died over it."""
        try:
            if self._build is None:
                self._build = self._ask("", [], timeout)[1]
            kind, answer = self._ask(self._build, words, timeout)
        except (ConnectionError, FileNotFoundError, EOFError):
            return None
        if kind != "X":
            raise RuntimeError(f"{words}: the server answered {kind} {answer}")
        return answer

    def _ask(self, build, words, timeout):
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(timeout)
            connection.connect(self._path)
            request = self._request(words)
            connection.sendall(b"SUPVC" + struct.pack(">i", PROTOCOL) + _text(build) + _counted(request))
            said = {"O": b"", "E": b""}
            while True:
                kind, length = struct.unpack(">ci", _read(connection, 5))
                payload = _read(connection, length)
                kind = kind.decode()
                if kind == "V":
                    return kind, payload.decode()
                if kind == "X":
                    code = struct.unpack(">i", payload)[0]
                    return kind, Answer(code, said["O"].decode(), said["E"].decode())
                if kind in said:
                    said[kind] += payload
                elif kind != "A":
                    return kind, payload

    def _request(self, words):
        variables = b"".join(_text(name) + _text(value) for name, value in self._environment.items())
        return (
            struct.pack(">ib", 0, 0) + _text(self._directory)
            + struct.pack(">i", len(words)) + b"".join(map(_text, words))
            + struct.pack(">i", len(self._environment)) + variables
        )


def _counted(data):
    return struct.pack(">i", len(data)) + data


def _text(text):
    return _counted(str(text).encode())


def _read(connection, count):
    data = b""
    while len(data) < count:
        more = connection.recv(count - len(data))
        if not more:
            raise EOFError
        data += more
    return data
