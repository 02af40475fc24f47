"""A world whose supervisor is installed as a user has it: no sources beside it that each command looks at."""

import shutil

import jvm
from world import CHECKOUT, World


class Installed(World):
    def __enter__(self):
        super().__enter__()
        self.environment["SUPERVISOR_LIB"] = str(self.library("lib", caches=True))
        return self

    def library(self, name, caches):
        """A folder of the jars, with or without the caches of classes."""
        folder = self.path / name
        shutil.copytree(jvm.LIB, folder)
        for cache in (CHECKOUT / "supervisor/target/caches").glob("*.aot") if caches else ():
            shutil.copy2(cache, folder)
        return folder
