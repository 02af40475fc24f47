"""Texts that tmux would obey, written for it in every way that the program has, and judged by tmux itself."""

from town import await_true

PIECES = (
    "#(touch X)", "#{pid}", "#[fg=red]", "#{E:@t}", "#", "##", "###", "#,", "#}", "#H", "%H", "%", "%%", "%%%", "%1", "%if", "$(touch X)",
    "`touch X`", "$HOME", "${HOME}", "~", "{", "}", "[", "]", "(", ")", ",", ":", ";", " ; ", "\\;", "\\", "\\n", "\\101", "'", '"', " ",
    "-p", "--", "=", "|", "&", "a", "set", "é", "漢", "\U0001f600",
)
# Never in what is drawn: there tmux measures, and we hand it none of these.
UNDRAWN = ("\n", "\t", "\r", "\x01", "\x1b]0;x\x07", "\x7f", "\x9b", "\u202e", "\n;", "\\\n", "\ue000")
BATCH = 600  # as many as one screen holds
FIFTH = BATCH // 5
ASKED = 40  # answers that a pipe holds
IN_A_SHELL = 50  # one text of so many is also written for a shell
BETWEEN = "¤"  # of no text
FENCE = "0123456789abcdef fence"
QUIET = b"set-option -g status off"  # tmux draws it after each change of an option
SHOW = b"show-options -gqv @t"


def text(random, ran, pieces):
    """Some pieces, in which X is the file that must never be made."""
    text = "".join(random.choices(pieces, k=random.randint(1, 6)))
    return text.replace("touch X", f"touch {ran}") + random.choice("ab;")


def written(answers, texts):
    """Each text in every way that the program writes it, in the order of FormatsCase.java."""
    lines = []
    for start in range(0, len(texts), ASKED):
        lines += answers.to([text.encode() for text in texts[start : start + ASKED]])
    return [[bytes.fromhex(word) for word in line.split(" ")] for line in lines]


def kept(trial, screens, texts, written):
    """What tmux stores, or expands once, and says again."""
    script, wanted = [QUIET], []
    for text, ways in zip(texts, written):
        quoted, shortest, setting, _, literal, expanding, drawn, message, _, command, nested = ways
        hashes = text.replace("#", "##")
        visible = "".join("?" if ord(one) < 32 or 127 <= ord(one) < 160 else one for one in hashes)
        for what, lines, result in (
            ("quoted", [b"set-option -g -- @t " + quoted, SHOW], text),
            ("quoted the shortest way", [b"set-option -g -- @t " + shortest, SHOW], text),
            ("set by a line", [setting, SHOW], text),
            ("made literal", [b"set-option -g -- @t " + literal, b"display-message -p '#{@t}'"], hashes),
            ("expanded", [b"set-option -gF -- @t " + expanding, SHOW], text),
            ("expanded for drawing", [b"set-option -gF -- @t " + drawn, SHOW], hashes),
            ("a message", [b"display-message -p -- " + message], visible),
            ("a command in an option", [b"set-option -g @c " + command, b"run-shell -C '#{@c}'", SHOW], text),
            ("a command in a command", [b"set-option -gF @c " + nested, b"run-shell -C '#{@c}'", SHOW], text),
        ):
            script += [b"set-option -g @t none", *lines, b"display-message -p '" + FENCE.encode() + b"'"]
            wanted.append((what, text, result))
    said = screens.source(b"\n".join(script) + b"\n").decode(errors="replace").split(FENCE + "\n")
    for (what, text, result), got in zip(wanted, said):
        trial.require(got.removesuffix("\n") == result.removesuffix("\n"), f"{what}, {text!r} became {got!r}")
    trial.require(len(said) == len(wanted) + 1, f"{len(said)} answers to {len(wanted)} questions")


def said(trial, screens, file, texts, written):
    """What a program gets that tmux starts through a shell."""
    few = range(0, BATCH, IN_A_SHELL)
    screens.source(b"\n".join(written[number][3] for number in few) + b"\n")
    got = file.read_bytes().decode().split("\0")[:-1]
    wanted = [texts[number] for number in few]
    trial.require(got == wanted, f"a shell's words {wanted} became {got}")
    file.unlink()


def drawn(trial, screens, texts, written):
    """What a client's terminal shows: half as options that the status line names, half as parts of its format."""
    script, rows = [QUIET], []
    for row in range(5):
        few = range(row * FIFTH, (row + 1) * FIFTH)
        end = f"{trial.done} {row}."
        if row % 2:
            parts = [written[number][8] for number in few]
        else:
            script += [b"set-option -g -- @d%d %s" % (number, written[number][4]) for number in few]
            parts = [b"'#{@d%d}'" % number for number in few]
        shown = (f"'{BETWEEN}'".encode()).join([*parts, f"'{end}'".encode()])
        script.append(b"set-option -g status-format[%d] %s" % (row, shown))
        rows.append(BETWEEN.join([*(texts[number] for number in few), end]))
    screens.source(b"\n".join([*script, b"set-option -g status 5"]) + b"\n")
    ends = [row.rpartition(BETWEEN)[2] for row in rows]
    look = lambda: [line.rstrip() for line in screens.status()]
    await_true(lambda: all(line.endswith(end) for line, end in zip(look(), ends)), 10)
    for row, line in zip(rows, look()):
        if line != row:
            pairs = zip(row.split(BETWEEN), line.split(BETWEEN))
            trial.violation("%r was drawn as %r" % next(((one, other) for one, other in pairs if one != other), (row, line)))
