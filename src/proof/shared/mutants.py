"""Locks that something broke: bits flipped, bytes lost, fields of absurd values."""

import json

ABSURD = (
    -1, 0, 1, 2, 2**22 + 1, 2**31 - 1, 2**31, 2**32 + 7, 2**63, -(2**63) - 1, 10**31, 10**400, 1e308, 1.5, -0.0,
    "", "1", "-1", "\0", "\n", "x" * 60_000, "$1", "%1", "../..", "/", None, True, False, [], {}, [[]], {"pid": 1},
)
WHOLE_FILES = (
    b"", b" ", b"\n", b"null", b"0", b"[]", b"{}", b'""', b"\0" * 700, b"\xef\xbb\xbf{}", b"\xff\xfe{\0}\0", b"{" * 60_000,
    b"[" * 60_000, b'{"pid":' * 9_000, b'{"pid":' * 1_000_000, b'{"a":' * 200 + b"1" + b"}" * 200, b"x" * (64 * 1024 + 1),
)


class Mutants:
    def __init__(self, good, random):
        self._good = good
        self._record = json.loads(good)
        self._random = random

    def systematic(self):
        """Every truncation, every single bit, every field with every absurd value or twice, and odd files."""
        for length in range(len(self._good)):
            yield "cut off", self._good[:length]
        for bit in range(8 * len(self._good)):
            yield "one bit", self._flipped(self._good, bit)
        yield from (("absurd file", data) for data in WHOLE_FILES)
        yield "byte order mark", b"\xef\xbb\xbf" + self._good
        yield "more behind it", self._good + b"{}"
        yield "twice", self._good * 2
        for within in ("", "supervisor"):
            part = self._record[within] if within else self._record
            for name in part:
                yield "field missing", self._with(within, name, None, drop=True)
                yield "field twice", self._twice(within, name)
                for value in ABSURD:
                    yield "absurd value", self._with(within, name, value)
        for digits in (b"-1", b"1e308", b"1E-5", b"0x10", b"007", b"NaN", b"9" * 5_000, b"2147483648", b"1.0"):
            yield "absurd number", self._good.replace(b'"pid": %d' % self._record["pid"], b'"pid": ' + digits)

    def random(self):
        kind, make = self._random.choice(
            (("two bits", self._two_bits), ("bytes lost", self._lost), ("zeros", self._zeros), ("noise", self._noise))
        )
        return kind, make()

    def _two_bits(self):
        once = self._flipped(self._good, self._random.randrange(8 * len(self._good)))
        return self._flipped(once, self._random.randrange(8 * len(once)))

    def _lost(self):
        begin = self._random.randrange(len(self._good))
        return self._good[:begin] + self._good[begin + 1 + self._random.randrange(64) :]

    def _zeros(self):
        begin = self._random.randrange(len(self._good))
        length = min(1 + self._random.randrange(512), len(self._good) - begin)
        return self._good[:begin] + b"\0" * length + self._good[begin + length :]

    def _noise(self):
        begin = self._random.randrange(len(self._good))
        noise = self._random.randbytes(1 + self._random.randrange(16))
        return self._good[:begin] + noise + self._good[begin + len(noise) :]

    @staticmethod
    def _flipped(data, bit):
        copy = bytearray(data)
        copy[bit // 8] ^= 1 << bit % 8
        return bytes(copy)

    def _with(self, within, name, value, drop=False):
        record = json.loads(self._good)
        part = record[within] if within else record
        if drop:
            del part[name]
        else:
            part[name] = value
        return json.dumps(record).encode()

    def _twice(self, within, name):
        mark = b'"%s":' % name.encode()
        at = self._good.index(mark, self._good.index(b'"supervisor"') + 1 if within else 0)
        return self._good[:at] + mark + b" 7, " + self._good[at:]


def may_be_read(data):
    """Whether anybody may make a lock of these bytes, by our own reading of what a lock is."""
    try:
        record = json.loads(data.decode("utf-8"), object_pairs_hook=_once)
    except (ValueError, RecursionError):
        return False
    if not isinstance(record, dict) or type(record.get("pid")) is not int or not isinstance(record.get("acquired_at"), str):
        return False
    return 2 <= record["pid"] <= 2**22 and len(data) <= 64 * 1024


def _once(pairs):
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("a name twice")
    return dict(pairs)
