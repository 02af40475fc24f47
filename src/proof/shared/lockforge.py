"""Puts a lock into each state that it can be in, with bytes of our own making."""

import contextlib
import datetime
import json
import os
import subprocess
import time

GONE = "no-such-session"


class Forge:
    def __init__(self, file, pattern, random):
        """Pattern is a lock taken by hand here: it says which host, boot and namespace this is."""
        self._file = file
        self._pattern = pattern
        self._random = random
        self._last = "0" * 32
        self._tmux = _dead()

    @contextlib.contextmanager
    def put(self, state):
        """The lock as it is before a race; gives the id that a late release names."""
        with contextlib.ExitStack() as over:
            data = self._bytes(state, over)
            if data is None:
                self._file.unlink(missing_ok=True)
            else:
                draft = self._file.with_name("draft")
                draft.write_bytes(data)
                os.rename(draft, self._file)
            yield self._last

    def _bytes(self, state, over):
        if state == "absent":
            return None
        if state == "cut off":
            whole = self._json(self._by_hand())
            return whole[: self._random.randrange(len(whole))]
        return self._json(
            {
                "stale": lambda: self._strangers(_dead(), 3600),
                "stale, ours": lambda: self._ours(_dead()),
                "live": lambda: self._strangers(_alive(over), 0),
                "expired": lambda: self._by_hand(ends=-1000),
                "reserved": lambda: self._by_hand(ends=self._random.choice((None, 3_600_000))),
            }[state]()
        )

    def _json(self, record):
        return json.dumps(record, indent=self._random.choice((None, 2))).encode()

    def _strangers(self, pid, age):
        return {
            "pid": pid,
            "acquired_at": _time(-age),
            "session_id": GONE,
            "hostname": self._pattern["hostname"],
        }

    def _here(self):
        return {
            name: self._pattern["supervisor"][name]
            for name in ("boot_id", "pid_namespace", "machine", "uid")
            if name in self._pattern["supervisor"]
        }

    def _ours(self, pid):
        return self._strangers(pid, 3600) | {
            "supervisor": self._here() | {
                "format": 1, "worker": "crew", "run": "0123abcd", "generation": self._random.randrange(1, 1000),
                "start_ticks": 1, "tmux_socket": str(self._file.parents[3] / "no-tmux"),
                "tmux_server_pid": self._tmux, "tmux_server_start_ticks": 1, "tmux_server_start": 1,
                "tmux_session": "$1", "tmux_session_created": 1, "tmux_pane": "%1",
            }
        }

    def _by_hand(self, ends=None):
        self._last = f"{self._random.getrandbits(128):032x}"
        by_hand = {"id": self._last, "who": "ana", "reason": "deploy"}
        if ends is not None:
            due = int(time.clock_gettime(time.CLOCK_BOOTTIME) * 1000) + ends
            by_hand |= {"until": _time(ends // 1000), "until_boottime_ms": due}
        # A late release is about another lock than this one.
        self._last = f"{self._random.getrandbits(128):032x}"
        return {
            "pid": 1, "acquired_at": _time(-60), "session_id": "", "hostname": self._pattern["hostname"],
            "supervisor": self._here() | {"format": 2, "worker": "crew", "by_hand": by_hand},
        }


def _time(seconds):
    moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _dead():
    """The pid of a process that is over; should it be another's by now, that one is younger than the lock."""
    process = subprocess.Popen(["true"])
    process.wait()
    return process.pid


def _alive(over):
    process = subprocess.Popen(["sleep", "infinity"])
    over.callback(process.wait)
    over.callback(process.kill)
    return process.pid
