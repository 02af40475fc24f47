"""The report: a line a claim, of the last trial of each, and what was found."""

import pathlib
import platform
import subprocess

import claim
from outcome import Outcome


def write(folder):
    """Writes report.md from what is kept of each claim's last trial, and answers the file."""
    order = {name: place for place, name in enumerate(claim.every())}
    kept = [one for one in map(Outcome.kept, folder.glob("*.json")) if one.claim in order]
    kept.sort(key=lambda one: (order[one.claim], one.removed or ""))
    proofs = [one for one in kept if not one.removed]
    sabotages = [one for one in kept if one.removed]
    lines = ["# Proofs", "", f"{_versions()}; the last trial of each claim.", ""]
    if proofs:
        lines += [
            "| claim | rounds | faults | violations | 95 % bound | seconds | seed | began | build |",
            "|---|---:|---:|---:|---:|---:|---:|---|---|",
            *map(_row, proofs),
            "",
        ]
    if sabotages:
        lines += [
            "## Without its protection, each must be red",
            "",
            "| claim | removed | changed | rounds until seen | seen |",
            "|---|---|---|---:|---|",
            *map(_sabotage, sabotages),
            "",
        ]
    lines += [line for one in proofs for line in _details(one)]
    file = folder / "report.md"
    file.write_text("\n".join(lines))
    return file


def _row(one):
    bound = f"{3 / one.rounds:.2g}" if one.rounds and not one.violated else "–"
    violations = one.violated if one.violated or one.good and not one.skipped else one.verdict
    return (
        f"| **{one.claim}** {one.says} | {one.rounds:,} | {sum(one.faults.values()):,} | {violations}"
        f" | {bound} | {one.seconds} | {one.seed} | {one.began} | {one.build} |"
    )


def _sabotage(one):
    seen = (one.violations or [one.verdict])[0].replace("|", "\\|").replace("\n", " ")
    changes = ", ".join(f"`{change}`" for change in one.changes)
    return f"| {one.claim} | {one.removed} | {changes} | {one.rounds:,} | {seen} |"


def _details(one):
    lines = []
    if one.faults:
        lines.append("faults: " + ", ".join(f"{count:,} {kind}" for kind, count in one.faults.items()))
    for name, of in one.figures.items():
        lines.append(f"{name}: median {of['median']}, p99 {of['p99']}, max {of['max']} (n={of['n']:,})")
    lines += one.violations
    if not one.good:
        lines.append(one.verdict)
    return [f"## {one.claim}", "", *(f"- {line}" for line in lines), ""] if lines else []


def _versions():
    tmux = subprocess.run(["tmux", "-V"], capture_output=True, text=True).stdout.strip()
    cores = pathlib.Path("/proc/cpuinfo").read_text().count("\nprocessor") + 1
    return f"{tmux}, Linux {platform.release()}, {cores} cores"
