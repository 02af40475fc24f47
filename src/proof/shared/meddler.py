#!/usr/bin/env python3
"""Meddles with the Nth system call of a server, of those that matter, counted over all of its threads.

    meddler.py PID WORLD N kill               SIGKILL to the server before that call
    meddler.py PID WORLD N fail ERRNO PLACE   it fails, of those on files below PLACE
    meddler.py PID WORLD N delay MS PLACE     it is late until SIGUSR1, or so long
    meddler.py PID WORLD 0 count ["" PLACE]   only tells them

strace(1) counts for each thread, so that calls of a second thread are never reached; with one count,
N = 1, 2, ... meets every call. The calls of its tmux clients are counted as well, and it is still the
server that dies. Says `ready`, then a line of JSON when it has happened, and one at the end (SIGTERM).
"""

import errno
import json
import os
import platform
import signal
import sys

from calls import Calls
from ptrace import Traced


class Meddler:
    def __init__(self, server, world, when, deed, what="", place=""):
        self.server, self.when, self.deed, self.what, self.place = int(server), int(when), deed, what, place
        self.order = []
        self.met = None
        self._calls = Calls(self.server, world, errands=bool(place))
        self._traced = Traced(self.server, self._called)
        self._held = None
        signal.signal(signal.SIGTERM, lambda *_: self._end())
        signal.signal(signal.SIGALRM, lambda *_: self._release())
        signal.signal(signal.SIGUSR1, lambda *_: self._release())

    def run(self):
        left = self._traced.seize()
        while left > 0:  # each thread stops once, and goes on under our eyes
            left -= bool(self._traced.step())
        print("ready", flush=True)
        while self._traced.step() is not None:
            pass
        self._end()

    def _called(self, thread, number, arguments):
        child = thread in self._traced.children
        call = self._calls.name(thread, number, arguments, child)
        if not call or not call[1].startswith(self.place):
            return None
        self.order.append(" ".join(call).strip())
        if len(self.order) != self.when:
            return None
        self.met = self.order[-1]
        if self.deed == "kill":
            os.kill(self.server, signal.SIGKILL)
            self._end()
        if self.deed == "fail":
            self._say()
            return getattr(errno, self.what)
        self._say()
        self._held = thread
        signal.setitimer(signal.ITIMER_REAL, int(self.what) / 1000)
        return "hold"

    def _release(self):
        if self._held:
            self._traced.release(self._held)
            self._held = None

    def _say(self):
        line = json.dumps({"met": self.met, "calls": self.order}).encode() + b"\n"
        while line:  # not print(), into which a signal's handler might print
            line = line[os.write(1, line) :]

    def _end(self):
        """The kernel lets go of all that are traced."""
        self._say()
        os._exit(0)


if __name__ == "__main__":
    if platform.machine() != "x86_64":
        sys.exit("the numbers of system calls are those of x86_64")
    Meddler(*sys.argv[1:]).run()
