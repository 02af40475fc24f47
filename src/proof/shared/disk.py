"""File systems to fill and to take away: in a mount namespace, so that nobody else sees them."""

import contextlib
import errno
import os
import pathlib
import subprocess

BYTES = 512 << 10
INODES = 500
PAGE = os.sysconf("SC_PAGE_SIZE")


class Disk:
    """A small tmpfs at a folder that is still empty."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.behind = self.folder.with_name(f"{self.folder.name}-behind")  # where it is while it is gone

    def __enter__(self):
        self.behind.mkdir()
        _sh("mount", "-t", "tmpfs", "-o", f"size={BYTES},nr_inodes={INODES},mode=700", "tmpfs", self.behind)
        self._bind()
        return self

    def __exit__(self, *_):
        for mounted in (self.folder, self.behind):
            _sh("umount", "-l", mounted)

    def _bind(self):
        _sh("mount", "--bind", self.behind, self.folder)

    @contextlib.contextmanager
    def full(self, left):
        """So many blocks are left. Gives what fills it anew, to the last."""
        filler = self.behind / "filler"

        def fill():
            with open(filler, "ab", buffering=0) as file:
                _until(errno.ENOSPC, lambda: file.write(bytes(PAGE)))

        fill()
        os.truncate(filler, filler.stat().st_size - left * PAGE)
        yield fill
        filler.unlink()

    @contextlib.contextmanager
    def full_of_files(self, left):
        """So many inodes are left."""
        folder = self.behind / "fillers"
        folder.mkdir()
        numbers = iter(range(INODES))

        def fill():
            _until(errno.ENOSPC, lambda: (folder / str(next(numbers))).touch())

        fill()
        for filler in list(folder.iterdir())[:left]:
            filler.unlink()
        yield fill
        _sh("rm", "-r", folder)

    @contextlib.contextmanager
    def read_only(self, _):
        """By a mount over it: what is open for writing stays so."""
        self._bind()
        _sh("mount", "-o", "remount,bind,ro", self.folder)
        _until(errno.EROFS, lambda: (self.folder / "probe").touch())
        try:
            yield lambda: None
        finally:
            _sh("umount", "-l", self.folder)

    @contextlib.contextmanager
    def gone(self, _):
        """Taken away under whoever uses it; an empty folder is left."""
        _sh("umount", "-l", self.folder)
        try:
            if any(self.folder.iterdir()):
                raise RuntimeError(f"{self.folder} is not gone")
            yield lambda: None
        finally:
            for written in self.folder.iterdir():  # meanwhile, into the folder beneath
                _sh("rm", "-r", written)
            self._bind()


def _until(number, deed):
    """Does it until it fails with this errno; any other failure is one."""
    try:
        for _ in range(INODES):
            deed()
    except OSError as failed:
        if failed.errno != number:
            raise
        return
    raise RuntimeError(f"it never failed with {os.strerror(number)}")


def _sh(*words):
    subprocess.run([str(word) for word in words], check=True)
