"""The program as built, and copies of it that lack a protection."""

import contextlib
import fcntl
import hashlib
import os
import pathlib
import shutil
import subprocess
import tempfile
import zipfile

CHECKOUT = pathlib.Path(__file__).resolve().parents[3]
_SABOTAGE = pathlib.Path(__file__).resolve().parents[1] / "sabotage/Sabotage.java"
_WRONG = _SABOTAGE.parent / "wrong"
_CASES = pathlib.Path(__file__).resolve().parents[1] / "java"
_COPIES = CHECKOUT / "target/proof/sabotaged"


def built():
    """The folder of jars of a build that is up to date."""
    _sh(f"find_java; checkout={CHECKOUT}; parts=$checkout/src/bin; . $parts/build.sh")
    return CHECKOUT / "supervisor/target/dist/lib"


def build_id(lib):
    """Which build it was."""
    return hashlib.sha256((lib / "supervisor.jar").read_bytes()).hexdigest()[:8]


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
    sources = [file.read_text() for file in (_SABOTAGE, *sorted(_WRONG.glob("*.java")))]
    stamp = "\n".join((*removal.changes, str((lib / "supervisor.jar").stat().st_mtime_ns), *sources))
    copy = _COPIES / hashlib.sha256(stamp.encode()).hexdigest()[:16]
    with _alone():
        if not copy.exists():
            draft = copy.with_suffix(".draft")
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(draft, ignore_errors=True)
            shutil.copytree(lib, draft)
            _add_wrong(draft)
            subprocess.run([java(), _SABOTAGE, draft, *removal.changes], check=True)
            os.rename(draft, copy)
    return copy


def _add_wrong(lib):
    """Puts the classes of sabotage/wrong among the program's, for what no fixed answer can do."""
    with tempfile.TemporaryDirectory() as classes:
        subprocess.run([java() + "c", "-d", classes, "-cp", f"{lib}/*", *_WRONG.glob("*.java")], check=True)
        with zipfile.ZipFile(lib / "supervisor.jar", "a") as jar:
            for file in sorted(pathlib.Path(classes).rglob("*.class")):
                jar.write(file, file.relative_to(classes))


def cached(lib, make):
    """A file that make(path) writes once for these jars."""
    stamp = f"{lib} {(lib / 'supervisor.jar').stat().st_mtime_ns}"
    cache = CHECKOUT / "target/proof/classes" / f"{hashlib.sha256(stamp.encode()).hexdigest()[:16]}.aot"
    with _alone():
        if not cache.exists():
            cache.parent.mkdir(parents=True, exist_ok=True)
            draft = cache.with_suffix(".draft")
            make(draft)
            os.rename(draft, cache)
    return cache
