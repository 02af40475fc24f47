"""Supervisord with as many programs, to compare with."""

import shutil
import subprocess
import time


class Supervisord:
    def __init__(self, world, programs):
        self.missing = not (shutil.which("supervisord") and shutil.which("supervisorctl"))
        self._world = world
        self._folder = world.path / "supervisord"
        self._file = self._folder / "supervisord.conf"
        self._programs = programs
        self.process = None

    def __enter__(self):
        if self.missing:
            return self
        self._folder.mkdir()
        self._file.write_text(
            f"[supervisord]\nnodaemon=true\nlogfile={self._folder}/log\npidfile={self._folder}/pid\nminfds=4096\n"
            f"[unix_http_server]\nfile={self._folder}/socket\n"
            "[rpcinterface:supervisor]\n"
            "supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface\n"
            f"[supervisorctl]\nserverurl=unix://{self._folder}/socket\n"
            f"[program:w]\ncommand=sleep infinity\nprocess_name=w%(process_num)d\nnumprocs={self._programs}\n"
            "stdout_logfile=NONE\nstderr_logfile=NONE\nstartsecs=0\n"
        )
        self.process = subprocess.Popen(
            ["supervisord", "-c", self._file], cwd=self._folder, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + 120
        while not self._all_run():
            if time.monotonic() > end or self.process.poll() is not None:
                raise RuntimeError(f"supervisord: {(self._folder / 'log').read_text()[-2000:]}")
            time.sleep(0.2)
        return self

    def _all_run(self):
        done = subprocess.run(self.status(), capture_output=True, text=True)
        return done.stdout.count("RUNNING") == self._programs

    def status(self):
        return "supervisorctl", "-c", self._file, "status"

    def __exit__(self, *_):
        if self.process:
            self.process.terminate()
            self.process.wait()
