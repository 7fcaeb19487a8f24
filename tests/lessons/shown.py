"""What a reader of an executed lesson sees, as text."""

import re


def percents(text: str) -> list[float]:
    """Every percentage in a text, as shares."""
    return [float(number) / 100 for number in re.findall(r"(\d+(?:\.\d+)?) ?%", text)]


def numbers(text: str, pattern: str) -> list[float]:
    """What the group in a pattern finds, as numbers."""
    return [float(number) for number in re.findall(pattern, text)]


def find(outputs: dict[str, str], words: str) -> str:
    """What the one cell shows whose output holds these words."""
    (text,) = [text for text in outputs.values() if words in text]
    return text
