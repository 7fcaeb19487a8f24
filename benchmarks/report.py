"""One JSON line a figure, on stdout; progress belongs on stderr."""

import json


def figure(name: str, value: float, unit: str, goal: float, *, at_least: bool) -> bool:
    """Print one figure beside its goal and say whether the goal holds.

    value, goal in `unit`; `at_least=True` means value ≥ goal is good, else value ≤ goal.
    """
    holds = value >= goal if at_least else value <= goal
    line = {"figure": name, "value": round(float(value), 4), "unit": unit, "goal": goal, "holds": bool(holds)}
    print(json.dumps(line), flush=True)
    return bool(holds)
