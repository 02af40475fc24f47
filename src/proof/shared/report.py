"""The report: a line a claim, and what was found."""

import pathlib
import platform
import subprocess

from campaign import TARGET


def write(outcomes):
    """Writes report.md and says where."""
    proofs = [one for one in outcomes if not one.removal]
    sabotages = [one for one in outcomes if one.removal]
    lines = ["# Proofs", "", f"{_versions()}.", ""]
    if proofs:
        lines += [
            "| claim | rounds | faults | violations | 95 % bound | seconds | seed |",
            "|---|---:|---:|---:|---:|---:|---:|",
            *map(_row, proofs),
            "",
            *(line for one in proofs for line in _details(one)),
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
    file = TARGET / "report.md"
    file.write_text("\n".join(lines))
    bad = [one for one in outcomes if not one.good]
    return f"{len(outcomes) - len(bad)} of {len(outcomes)} as they must be; written to {file}"


def _row(one):
    found = one.found
    bound = f"{3 / found['rounds']:.2g}" if found["rounds"] and not found["violated"] else "–"
    violations = "not tried" if found["error"] else found["violated"]
    return (
        f"| **{one.claim.name}** {one.claim.says} | {found['rounds']:,} | {sum(found['faults'].values()):,}"
        f" | {violations} | {bound} | {found['seconds']} | {one.seed} |"
    )


def _details(one):
    found = one.found
    lines = []
    if found["faults"]:
        lines.append("faults: " + ", ".join(f"{count:,} {kind}" for kind, count in found["faults"].items()))
    for name, of in found["figures"].items():
        lines.append(f"{name}: median {of['median']}, p99 {of['p99']}, max {of['max']} (n={of['n']:,})")
    lines += found["violations"]
    if found["error"]:
        lines.append(found["error"].strip().splitlines()[-1])
    return [f"## {one.claim.name}", "", *(f"- {line}" for line in lines), ""] if lines else []


def _sabotage(one):
    seen = (one.found["violations"] or [one.found["error"] or "nothing: this proof proves nothing"])[0]
    seen = seen.strip().splitlines()[-1].replace("|", "\\|")
    changes = ", ".join(f"`{change}`" for change in one.removal.changes)
    return f"| {one.claim.name} | {one.removal.name} | {changes} | {one.found['rounds']:,} | {seen} |"


def _versions():
    tmux = subprocess.run(["tmux", "-V"], capture_output=True, text=True).stdout.strip()
    cores = pathlib.Path("/proc/cpuinfo").read_text().count("\nprocessor") + 1
    return f"{tmux}, Linux {platform.release()}, {cores} cores"
