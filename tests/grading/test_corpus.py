"""The attacks and what is said of them."""

import re

from tests.attacks.corpus_reader import CLASSES, read_corpus


def test_every_attack_is_counted_wherever_they_are(root):
    """Do README, Makefile and docs/attacks.md speak of the attacks that there are, and does each say how it works?"""
    attacks = read_corpus()
    page = (root / "docs" / "attacks.md").read_text(encoding="utf-8")
    assert f"{len(attacks)} attacks" in (root / "README.md").read_text(encoding="utf-8")
    assert f"{len(attacks)} attacks" in (root / "Makefile").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| (\w+/\w+) \|", page, re.MULTILINE)) == {attack.name for attack in attacks}
    assert {attack.kind for attack in attacks} == set(CLASSES)
    assert all(attack.header.get("how") for attack in attacks)
