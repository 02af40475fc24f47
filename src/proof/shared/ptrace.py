"""A process under ptrace(2), each of whose system calls is told before it is made."""

import ctypes
import errno
import os
import signal
import struct

SEIZE, INTERRUPT, LISTEN, DETACH, SYSCALL, POKE_USER = 0x4206, 0x4207, 0x4208, 17, 24, 6
EVENT_MESSAGE, SYSCALL_INFO = 0x4201, 0x420E
GOOD_STOPS, FORKS, VFORKS, CLONES, EXECS = 1, 2, 4, 8, 16  # PTRACE_O_...
BIRTHS = (1, 2, 3)  # PTRACE_EVENT_FORK, VFORK, CLONE
EVENT_STOP = 128
ENTRY, EXIT = 1, 2
ALL_CHILDREN = 0x40000000  # __WALL
NUMBER, ANSWER = 15 * 8, 10 * 8  # orig_rax and rax in struct user
GROUP_STOPS = (signal.SIGSTOP, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU)

_libc = ctypes.CDLL(None, use_errno=True)
_libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
_libc.ptrace.restype = ctypes.c_long


class Gone(Exception):
    """The thread ended meanwhile."""


def ptrace(request, thread, address=0, data=0):
    if _libc.ptrace(request, thread, address, data) < 0:
        number = ctypes.get_errno()
        if number == errno.ESRCH:
            raise Gone
        raise OSError(number, f"ptrace {request:#x}: {os.strerror(number)}")


class Traced:
    """A process with all its threads, and its children; what those start in turn is let go.

    called(thread, number, arguments) answers None, for a call that is to be made as it is, or the errno
    with which it shall fail instead.
    """

    def __init__(self, process, called):
        self.process = process
        self.called = called
        self.children = set()
        self._strangers = set()  # started by children: let go when they stop first
        self._failing = {}  # thread -> errno
        self._info = ctypes.create_string_buffer(88)

    def seize(self):
        """Until no thread is left that is not traced; answers how many there are."""
        known = set()
        while True:
            new = {int(name) for name in os.listdir(f"/proc/{self.process}/task")} - known
            if not new:
                return len(known)
            known |= new
            for thread in new:
                try:
                    ptrace(SEIZE, thread, 0, GOOD_STOPS | FORKS | VFORKS | CLONES | EXECS)
                    ptrace(INTERRUPT, thread)
                except Gone:
                    pass  # threads come and go

    def step(self):
        """Lets the next thread that stops go on; None when the process is over."""
        try:
            thread, status = os.waitpid(-1, ALL_CHILDREN)
        except ChildProcessError:
            return None
        if os.WIFSTOPPED(status):
            try:
                self._stopped(thread, os.WSTOPSIG(status), status >> 16)
            except Gone:
                pass  # killed between stop and now
            return True
        return None if thread == self.process else True

    def _stopped(self, thread, number, event):
        if thread in self._strangers:
            self._strangers.discard(thread)
            ptrace(DETACH, thread)
            return
        deliver = 0
        if number == signal.SIGTRAP | 0x80:
            if self._call(thread):
                return
        elif event == EVENT_STOP:
            if number in GROUP_STOPS:
                ptrace(LISTEN, thread)
                return
        elif event in BIRTHS:
            self._born(thread)
        elif not event:
            deliver = number
        ptrace(SYSCALL, thread, 0, deliver)

    def _call(self, thread):
        """Whether the thread is held for now."""
        ptrace(SYSCALL_INFO, thread, len(self._info), ctypes.addressof(self._info))
        kind = self._info.raw[0]
        if kind == ENTRY:
            number, *arguments = struct.unpack_from("<7Q", self._info.raw, 24)
            error = self.called(thread, number, arguments)
            if error == "hold":
                return True
            if error:
                self._failing[thread] = error
                ptrace(POKE_USER, thread, NUMBER, ctypes.c_void_p(-1))
        elif kind == EXIT and thread in self._failing:
            ptrace(POKE_USER, thread, ANSWER, ctypes.c_void_p(-self._failing.pop(thread)))
        return False

    def release(self, thread):
        """Lets a thread make the call at which it was held."""
        try:
            ptrace(SYSCALL, thread)
        except Gone:
            pass  # killed meanwhile

    def _born(self, parent):
        message = ctypes.c_ulong()
        ptrace(EVENT_MESSAGE, parent, 0, ctypes.addressof(message))
        if parent in self.children:
            self._strangers.add(message.value)
        elif not os.path.exists(f"/proc/{self.process}/task/{message.value}"):
            self.children.add(message.value)
