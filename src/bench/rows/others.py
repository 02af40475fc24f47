"""Rows that other programs of this folder measure, and the one that is measured in process."""

import json
import pathlib
import shutil
import subprocess
import sys
import time

import jvm
from row import Row
from world import CHECKOUT, World

BENCH = CHECKOUT / "src/bench"
TARGET = CHECKOUT / "target/bench"


def _program(name, *words):
    subprocess.run([sys.executable, BENCH / name / "run", *map(str, words)], check=True, stdout=sys.stderr)


def back(options):
    row = Row(
        "kill -9 of an agent, until its successor runs",
        "tmux's `pane-died` hook and `respawn-pane`; runit; s6; supervisord",
        "median at most 1.5 × the hook",
    )
    _program("recovery", "--times", 40 * options.rounds)
    rows = json.loads((TARGET / "recovery.json").read_text())["contenders"]
    row.samples = {one["name"]: {"wall": one} for one in rows if one["n"]}
    for one in rows:
        one.pop("samples_ms")
    median = {one["name"]: one["median"] for one in rows}
    ratio = median["supervisor"] / median["bare tmux"]
    row.say(f"median {median['supervisor']:.1f} ms, {ratio:.2f} × the hook", ratio <= 1.5)
    return row


def scan(options):
    row = Row("`scan` of 400,000 files", "fd, find, a walk as filepath.Walk's", "at most 0.8 × fd")
    if not (shutil.which("fdfind") or shutil.which("fd")):
        row.say("fd is not installed")
        return row
    _program("scan", "--rounds", 2 * options.rounds)
    report = json.loads((TARGET / "scan.json").read_text())["scan"]
    for kind in ("cold", "warm"):
        if not report[kind]:
            continue
        row.samples |= {f"{name}, {kind}": {"wall": one} for name, one in report[kind].items()}
        ours, fd = report[kind]["supervisor scan"], report[kind]["fd"]
        row.say(f"{kind} {ours['median']:.0f} ms, {ours['median'] / fd['median']:.2f} × fd", ours["median"] <= 0.8 * fd["median"])
        row.say(f"the scan in it {ours['scan']['median'] / fd['median']:.2f} × fd")
    return row


def status(options):
    row = Row("processes that the status line starts", "a segment with `#(…)`", "0")
    _program("status", "forks", "--seconds", 10 * options.rounds, "--intervals", 1)
    rows = json.loads((TARGET / "status-forks.json").read_text())["forks"]["rows"]
    row.samples = {one["segment"]: {"processes": {"median": one["processes"]}} for one in rows}
    ours = next(one for one in rows if one["segment"] == "ours")
    row.say(f"{ours['processes']} in {ours['redraws_seen']} redraws", ours["processes"] == 0)
    return row


def judge(options):
    row = Row("judging one worker, in process (JMH)", "–", "under 50 µs besides probes")
    result = TARGET / "judge.json"
    result.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        ["mvn", "-q", "-B", "-P", "bench", "-pl", "src/bench/judge", "-am", "-DskipTests", "package"],
        cwd=CHECKOUT, check=True, stdout=sys.stderr, env=jvm.environment(),
    )
    built = BENCH / "judge/target"
    with World() as world:
        for worker in ("held", "stale"):
            world.supervisor("spawn", worker, "--create", "--restart", "never", "--", "sleep", "infinity")
        world.supervisor("server", "stop")  # it would see to the one that ends now
        agent = json.loads((world.town / "stale/.runtime/agent.lock").read_text())["pid"]
        world.tmux("kill-session", "-t", "=stale")
        while pathlib.Path(f"/proc/{agent}").exists():
            time.sleep(0.01)
        subprocess.run(
            [jvm.java(), "--enable-native-access=ALL-UNNAMED", "-cp", f"{built}/classes:{built}/lib/*",
             "org.openjdk.jmh.Main", "JudgeBench", "-f", "2", "-wi", "3", "-i", str(options.rounds), "-w", "1", "-r", "1",
             "-p", f"root={world.town}", "-p", f"socket={world.tmux_socket}", "-rf", "json", "-rff", result],
            check=True, stdout=sys.stderr, env=world.environment,
        )
    for one in json.loads(result.read_text()):
        what = f"{one['benchmark'].rpartition('.')[2]} {one['params']['worker']}"
        microseconds = one["primaryMetric"]["score"]
        row.samples[what] = {"µs": {"n": options.rounds * 2, "median": round(microseconds, 2)}}
        judged = what.startswith("judge")
        row.say(f"{what} {microseconds:.2g} µs", microseconds < 50 if judged else None)
    return row


ROWS = {"back": back, "scan": scan, "status": status, "judge": judge}
