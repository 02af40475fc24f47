"""S6 again: servers that begin at the same time, and what lies where the socket shall be."""

import os
import pathlib
import socket
import subprocess

import jars
from claim import Claim, Removal
from town import Town, await_true

RACERS = 64
FEW = 10
JVM = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m", "-Xss512k", "--enable-native-access=ALL-UNNAMED")
PLANTS = ("nothing", "stale socket", "file", "link", "dangling link", "folder of a stranger", "folder open to all")


def prove(trial):
    java = jars.java()
    while trial.done < trial.rounds:
        plant = PLANTS[trial.done % len(PLANTS)] if trial.done else "stale socket"
        with Town(trial) as town:
            _race(trial, town, java, plant)
        trial.round()


def _race(trial, town, java, plant):
    place = town.path / "run/supervisor/default.sock"
    state = town.path / "state/supervisor"
    treasure = town.path / "treasure"
    treasure.write_text("not to be touched")
    _plant(plant, place, treasure)
    trial.fault(plant)
    words = [java, *JVM, "-cp", f"{trial.lib}/*", "dev.tmuxsupervisor.server.ServerMain", "--detach", "default",
             place, state]
    racers = [
        subprocess.Popen(words, env=town.environment, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                         stderr=subprocess.DEVNULL)
        for _ in range(FEW if trial.rounds <= 2 else RACERS)
    ]
    trial.fault("server beside others", len(racers))
    trusted = not plant.startswith("folder")
    most = 0
    try:
        def settled():
            nonlocal most
            most = max(most, _listening(place))
            return most > 1 or sum(racer.poll() is None for racer in racers) <= trusted
        settled_in_time = await_true(settled, patience=180)
        living = [racer for racer in racers if racer.poll() is None]
        trial.require(most <= 1, f"{most} servers listened at {place} at the same time ({plant})")
        trial.require(settled_in_time, f"{len(living)} of {len(racers)} servers live on beside each other ({plant})")
        trial.measured("listened at the same time", most)
        trial.require(len(living) == trusted, f"{len(living)} servers live where there was {plant}")
        if trusted:
            trial.require(await_true(lambda: _listening(place)), "the one that lives does not listen")
            trial.require(town.server() == living[0].pid, f"{town.server()} answers, and {living[0].pid} won")
        else:
            answer = town.run("list")
            trial.require(answer.returncode == 5 and "trusted" in answer.stderr, f"{plant}: list said {answer}")
        trial.require(treasure.read_text() == "not to be touched", f"{plant}: what it led to was changed")
    finally:
        for racer in racers:
            racer.kill()
            racer.wait()


def _plant(plant, place, treasure):
    place.parent.mkdir(mode=0o700)
    if plant == "stale socket":
        with socket.socket(socket.AF_UNIX) as stale:
            stale.bind(str(place))
        place.chmod(0o666)
    elif plant == "file":
        place.write_text("planted")
    elif plant == "link":
        place.symlink_to(treasure)
    elif plant == "dangling link":
        place.symlink_to(place.parent / "nowhere")
    elif plant == "folder of a stranger":
        os.chown(place.parent, 65534, 65534)
    elif plant == "folder open to all":
        place.parent.chmod(0o777)


def _listening(place):
    """How many sockets listen that were bound at this place: /proc/net/unix, flags __SO_ACCEPTCON."""
    names = (str(place), str(place.with_suffix(".temp")))
    lines = (line.split() for line in pathlib.Path("/proc/net/unix").read_text().splitlines()[1:])
    return sum(words[3] == "00010000" and words[7:8] and words[7] in names for words in lines)


CLAIMS = [
    Claim(
        name="S6b",
        says="servers that begin together, whatever was planted for them: one serves, or none where none may",
        prove=prove,
        rounds=21,
        quick=2,
        red=2,
        minutes=30,
        removals=(
            Removal(
                "the lock, and asking who answers",
                ("dev.tmuxsupervisor.process.Libc.tryFlock=true", "dev.tmuxsupervisor.server.Listener.answers=false"),
            ),
        ),
    )
]
