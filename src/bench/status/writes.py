"""Options that our server writes while nothing happens to many workers."""

import collections
import concurrent.futures
import time

from fleet import Fleet

AT_ONCE = 8
SETTLE = 20
# A hook that appends a line to an option, which starts nothing. A hook's own commands fire no hooks.
HOOK = (
    'set-option -saF @bench_writes "#{T:@bench_clock} #{hook_argument_0}'
    ' #{?hook_flag_p,pane,#{?hook_flag_g,global,session}},"'
)


def measure(options):
    with Fleet(descriptors=4 * options.workers + 256) as fleet:
        fleet.show_segment()
        client = fleet.client()
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(lambda number: fleet.spawn(f"fleet/w{number}"), range(options.workers)))
        client.until(lambda line: f"{options.workers}●" in line, 60)
        print(f"{options.workers} workers run; idle for {options.seconds} s", flush=True)
        time.sleep(SETTLE)
        fleet.tmux("set-option", "-g", "@bench_clock", "%s")
        fleet.tmux("set-option", "-s", "@bench_writes", "")
        fleet.tmux("set-hook", "-g", "after-set-option", HOOK)
        before = beat(fleet)
        began = time.time()
        time.sleep(options.seconds)
        written = fleet.tmux("show-options", "-sv", "@bench_writes").strip()
        lasted = time.time() - began
        after = beat(fleet)
        segment = fleet.segment
    writes = [one.split() for one in written.split(",") if one]
    kinds = collections.Counter(f"{name} ({scope})" for _, name, scope in writes)
    return {
        "segment": segment,
        "workers": options.workers,
        "seconds": round(lasted, 1),
        "options_written": len(writes),
        "beats": sum(name == "@supervisor_beat" for _, name, _ in writes),
        "seconds_with_a_write": len({second for second, _, _ in writes}),
        "beat_moved_by_s": after - before,
        "by_option": dict(kinds.most_common()),
    }


def beat(fleet):
    return int(fleet.tmux("show-options", "-gqv", "@supervisor_beat").strip() or 0)


def table(result):
    beats, seconds = result["beats"], result["seconds_with_a_write"]
    return "\n".join([
        f"{result['workers']} idle workers, {result['seconds']} s: {beats} beats; {result['options_written']} options"
        f" written, in {seconds} different seconds; the beat moved by {result['beat_moved_by_s']} s",
        *(f"  {count:>5}  {name}" for name, count in result["by_option"].items()),
        "times written, at most the beats: " + ("yes" if seconds <= beats else "NO"),
        "options written, at most the beats: " + ("yes" if result["options_written"] <= beats else "NO"),
    ])
