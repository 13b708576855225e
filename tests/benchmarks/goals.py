"""The ratios we hold, with the gate that fails the run and the aim to beat."""

from typing import NamedTuple


class Goal(NamedTuple):
    """One ratio; `more` says whether more is better."""

    gate: float
    aim: float
    more: bool


GOALS = {
    "list / bare list": Goal(0.40, 0.60, more=True),
    "one / hello": Goal(0.10, 0.15, more=True),
    "list cpu / hello cpu": Goal(6, 4, more=False),
    "list p99 / p50": Goal(4, 2, more=False),
    "list with / without the lock": Goal(0.80, 0.90, more=True),
    "list while sealing / list": Goal(0.90, 0.97, more=True),
    "create / inserts": Goal(0.20, 0.33, more=True),
    "rss": Goal(160, 120, more=False),
    "start": Goal(10, 3, more=False),
    "recovery": Goal(5, 2, more=False),
}


def judge(figures: dict[str, float]) -> list[str]:
    """Print each goal with what was found, and name those whose gate is missed."""
    missed = []
    for name, goal in GOALS.items():
        found = figures[name]
        holds = found >= goal.gate if goal.more else found <= goal.gate
        beats = found >= goal.aim if goal.more else found <= goal.aim
        verdict = "beats its aim" if beats else "holds" if holds else "MISSED"
        print(f"{name:30} {found:8.2f}   gate {goal.gate:6}   aim {goal.aim:6}   {verdict}")
        if not holds:
            missed.append(name)
    return missed
