"""S3: arguments reach the agent byte for byte, whatever tmux or a shell would make of them."""

from claim import Claim, Removal
from town import Town, await_true

ODD = (
    ";", "\\;", "x;", ";;", "-x", "--", "--help", "", " ", "\n", "a\nb", "\t", "'", '"', "\\", "\\\\", "$HOME", "${x}", "`id`",
    "$(id)", "#(touch X)", "#{pid}", "##", "#[fg=red]", "%H", "%if", "~", "~root", "{", "}", "{last}", "*", "?", "[a]", "!", "&", "|",
    "<", ">", "=", "a=b", "@1", "%1", "$1", "\x01", "\x1b[31m", "\x7f", "\r", "é", "\u202e", "\U0001f916", "\x85", "kill-server",
)
WORDS = 400  # of one agent
DUMP = 'cat /proc/$$/cmdline >"$0.draft" && mv "$0.draft" "$0"; exec sleep infinity'


def prove(trial):
    with Town(trial) as town:
        number = 0
        while trial.done < trial.rounds:
            number += 1
            words = [_word(trial.random) for _ in range(min(WORDS, trial.rounds - trial.done))]
            _arrive(trial, town, f"w{number}", words)
            trial.fault("words that mean something elsewhere", len(words))
            trial.round(len(words))
        _no_text(trial, town)


def _word(random):
    return "".join(random.choice(ODD) if random.random() < 0.8 else _letter(random) for _ in range(random.choice((1, 1, 2, 3, 8))))


def _letter(random):
    point = random.randrange(1, 0x110000)
    return "x" if 0xD800 <= point < 0xE000 else chr(point)


def _arrive(trial, town, worker, words):
    out = town.path / worker
    argv = ["sh", "-c", DUMP, str(out), *words]
    done = town.spawn(worker, "--restart", "never", agent=argv, check=False)
    if not trial.require(done.returncode == 0, f"{worker} was not started: {done.returncode} {done.stderr[:300]!r}"):
        return
    if not trial.require(await_true(out.exists, 20), f"{worker}: the agent wrote nothing"):
        return
    got = out.read_bytes().split(b"\0")[:-1]
    wanted = [word.encode() for word in argv]
    if got != wanted:
        odd = next((n for n, (one, other) in enumerate(zip(got, wanted)) if one != other), min(len(got), len(wanted)))
        trial.violation(f"argument {odd} of {len(wanted)} was {wanted[odd : odd + 1]}, and arrived as {got[odd : odd + 1]}")
    town.run("stop", worker, check=True)


def _no_text(trial, town):
    """Bytes that are no UTF-8 arrive as they are, or are refused; they never arrive as others."""
    out = town.path / "bytes"
    word = b"a\xff\xfe\x80b"
    done = town.spawn("bytes", "--restart", "never", agent=["sh", "-c", DUMP, str(out), word], check=False)
    if done.returncode == 0:
        trial.require(await_true(out.exists, 20) and out.read_bytes().endswith(b"\0" + word + b"\0"), f"{word} arrived as others")
    trial.fault("argument that is no text")


CLAIMS = [
    Claim(
        name="S3",
        says="arguments reach the agent byte for byte",
        prove=prove,
        rounds=100_000,
        quick=400,
        red=400,
        removals=(Removal("quoting for tmux", ("dev.tmuxsupervisor.tmux.Quoting.quote=arg:0",)),),
    )
]
