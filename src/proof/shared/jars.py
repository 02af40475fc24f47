"""The program as built, and copies of it that lack a protection."""

import contextlib
import fcntl
import hashlib
import os
import pathlib
import shutil
import subprocess
import tempfile

CHECKOUT = pathlib.Path(__file__).resolve().parents[3]
_SABOTAGE = pathlib.Path(__file__).resolve().parents[1] / "sabotage/Sabotage.java"
_INSTEAD = pathlib.Path(__file__).resolve().parents[1] / "sabotage/instead"
_CASES = pathlib.Path(__file__).resolve().parents[1] / "java"
_COPIES = CHECKOUT / "target/proof/sabotaged"


def built():
    """The folder of jars of a build that is up to date."""
    _sh(f"find_java; checkout={CHECKOUT}; . {CHECKOUT}/src/bin/build.sh")
    return CHECKOUT / "supervisor/target/dist/lib"


def java():
    """A Java 25, found as the launcher finds it."""
    return _sh('find_java; java_jdk; echo "$java_home"') + "/bin/java"


@contextlib.contextmanager
def _alone():
    """Among the trials, which are processes."""
    file = CHECKOUT / "target/proof/lock"
    file.parent.mkdir(parents=True, exist_ok=True)
    with open(file, "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _sh(words):
    words = f". {CHECKOUT}/src/bin/java-25.sh; {words}"
    return subprocess.run(["sh", "-c", words], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def cases(lib):
    """The compiled classes of src/proof/java, which see the packages of the program from inside."""
    sources = sorted(_CASES.rglob("*.java"))
    newest = max(file.stat().st_mtime_ns for file in (*sources, lib / "supervisor.jar"))
    classes = CHECKOUT / "target/proof/classes" / str(newest)
    with _alone():
        if not classes.exists():
            draft = classes.with_suffix(".draft")
            shutil.rmtree(draft, ignore_errors=True)
            subprocess.run([java() + "c", "-d", draft, "-cp", f"{lib}/*", *sources], check=True)
            os.rename(draft, classes)
    return classes


def sabotaged(lib, removal):
    """A folder of jars without this protection; the build itself is not touched."""
    sources = [file.read_text() for file in (_SABOTAGE, *sorted(_INSTEAD.rglob("*.java")))]
    stamp = "\n".join((*removal.changes, str((lib / "supervisor.jar").stat().st_mtime_ns), *sources))
    copy = _COPIES / hashlib.sha256(stamp.encode()).hexdigest()[:16]
    with _alone():
        if not copy.exists():
            draft = copy.with_suffix(".draft")
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(draft, ignore_errors=True)
            shutil.copytree(lib, draft)
            _add_instead(draft, lib)
            subprocess.run([java(), _SABOTAGE, draft, *removal.changes], check=True)
            os.rename(draft, copy)
    return copy


def _add_instead(draft, lib):
    """A jar of wrong methods, for changes that call one in the program's stead."""
    with tempfile.TemporaryDirectory() as classes:
        subprocess.run([java() + "c", "-d", classes, "-cp", f"{lib}/*", *sorted(_INSTEAD.rglob("*.java"))], check=True)
        shutil.make_archive(str(draft / "instead"), "zip", classes)
        os.rename(draft / "instead.zip", draft / "instead.jar")
