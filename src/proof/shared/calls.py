"""The system calls of a server that matter, by their numbers on x86_64."""

import os
import struct

# What is told by a path, and which argument that is.
BY_PATH = {
    2: ("open", 0), 76: ("truncate", 0), 82: ("rename", 0), 83: ("mkdir", 0), 84: ("rmdir", 0), 86: ("link", 1),
    87: ("unlink", 0), 88: ("symlink", 1), 90: ("chmod", 0), 257: ("openat", 1), 258: ("mkdirat", 1),
    263: ("unlinkat", 1), 264: ("renameat", 1), 265: ("linkat", 3), 268: ("fchmodat", 1), 316: ("renameat2", 1),
    437: ("openat2", 1),
}
BY_DESCRIPTOR = {
    1: "write", 18: "pwrite64", 20: "writev", 42: "connect", 44: "sendto", 46: "sendmsg", 48: "shutdown",
    73: "flock", 74: "fsync", 75: "fdatasync", 77: "ftruncate", 91: "fchmod",
}
OTHERS = {
    7: "poll", 56: "clone", 57: "fork", 58: "vfork", 59: "execve", 62: "kill", 231: "exit_group", 271: "ppoll",
    424: "pidfd_send_signal", 434: "pidfd_open", 435: "clone3",
}
CLOSE = 3
FLOCK = 73
OF_A_CLIENT = {"execve", "connect", "sendmsg", "exit_group", "clone", "vfork", "fork"}
_THREAD = 0x10000  # CLONE_THREAD


class Calls:
    """Tells which calls change the world, or look at those parts of it that the program changes.

    Left out is what can't make a difference: memory, clocks, threads and futexes, the JVM's own files, reads
    of /proc, pipes to oneself, and the errands: files that carry one command to tmux and back, in a folder that
    every server empties when it starts. To die before such a call leaves what dying before the next one leaves.
    """

    def __init__(self, server, world, errands):
        self._server = server
        self._world = str(world)
        self._ignored = "\0" if errands else "/tmux-call-"  # no path has a NUL
        self._memory = os.open(f"/proc/{server}/mem", os.O_RDONLY)
        self._locked = set()

    def name(self, thread, number, arguments, child=False):
        """(name, what it is about) of a call that matters, or None."""
        if number in BY_PATH:
            name, place = BY_PATH[number]
            path = "" if child else self._text(arguments[place])
            return (name, path) if self._matters(path) else None
        if number in BY_DESCRIPTOR:
            return self._of_descriptor(thread, BY_DESCRIPTOR[number], arguments[0] & 0xFFFFFFFF, child)
        if number == CLOSE:
            return self._close(arguments[0] & 0xFFFFFFFF, child)
        name = OTHERS.get(number)
        if not name or child and name not in OF_A_CLIENT or not child and self._makes_thread(name, arguments):
            return None
        return (f"client {name}" if child else name), ""

    def _of_descriptor(self, thread, name, descriptor, child):
        if child:
            return (f"client {name}", "") if name in OF_A_CLIENT else None
        try:
            about = os.readlink(f"/proc/{self._server}/fd/{descriptor}")
        except OSError:
            return None  # none open
        if name == "flock":
            self._locked.add(descriptor)
        return (name, about) if about.startswith("socket:") or self._matters(about) else None

    def _matters(self, path):
        return path.startswith(self._world) and self._ignored not in path

    def _close(self, descriptor, child):
        """To close the guard is to free it; other descriptors are nobody's business."""
        if child or descriptor not in self._locked:
            return None
        self._locked.discard(descriptor)
        return "close", "the guard"

    def _makes_thread(self, name, arguments):
        if name == "clone":
            return bool(arguments[0] & _THREAD)
        if name == "clone3":
            return bool(struct.unpack("<Q", self._bytes(arguments[0], 8))[0] & _THREAD)
        return False

    def _text(self, address):
        page = 4096 - address % 4096  # the next one may not be there
        text = self._bytes(address, page)
        if b"\0" not in text:
            text += self._bytes(address + page, 4096)
        return text.split(b"\0")[0].decode(errors="replace")

    def _bytes(self, address, count):
        try:
            return os.pread(self._memory, count, address)
        except OSError:
            return b"\0" * count  # no such address: the call will fail
