"""Two tmux servers with workers each: each shows its own, and how many the others have."""

from client import counts
from fleet import Fleet

HERE, THERE = 3, 2


def measure(_):
    with Fleet() as fleet:
        other = fleet.path / "other"
        fleet.tmux("new-session", "-d", "-s", "home", "sleep", "infinity", socket=other)
        try:
            fleet.show_segment()
            fleet.show_segment(other)
            clients = [fleet.client(), fleet.client(other)]
            for number in range(HERE):
                fleet.spawn(f"here/w{number}")
            for number in range(THERE):
                fleet.spawn(f"there/w{number}", "--tmux-socket", str(other))
            wanted = [{"●": HERE, "+": THERE}, {"●": THERE, "+": HERE}]
            right = [wait(client, want) for client, want in zip(clients, wanted)]
            lines = [client.right() for client in clients]
            return {"segment": fleet.segment, "lines": lines, "wanted": wanted, "right": right}
        finally:
            fleet.supervisor("stop", *[f"there/w{number}" for number in range(THERE)])
            fleet.tmux("kill-server", socket=other)


def wait(client, wanted):
    try:
        client.until(lambda line: counts(line) == wanted)
        return True
    except RuntimeError:
        return False


def table(result):
    lines = []
    for name, line, want, right in zip(("one", "the other"), result["lines"], result["wanted"], result["right"]):
        words = " ".join(f"{number}{sign}" if sign != "+" else f"+{number}" for sign, number in want.items())
        lines.append(f"{name:<10} wanted {words:<8} {'right' if right else 'WRONG'}:  {line}")
    return "\n".join(lines)
