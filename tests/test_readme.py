"""The README: do its fairness figures and its links hold?"""

import re


def test_the_fairness_table_counts_the_bank(root):
    """Does the table name every exercise with as many right and wrong answers as the bank holds?"""
    rows = re.findall(r"^\| `([\w-]+)` \| (\d+) of (\d+) \| (\d+) of (\d+) \|", (root / "README.md").read_text(), re.M)
    bank = root / "tests" / "answers" / "01_the_2012_moment"
    assert {name for name, *_ in rows} == {path.name for path in bank.iterdir()}
    for name, *counts in rows:
        right, wrong = (len(list((bank / name / kind).glob("*.py"))) for kind in ("right", "wrong"))
        assert [int(count) for count in counts] == [right, right, wrong, wrong]


def test_every_link_leads_somewhere(root):
    """Does each relative link in README and CONTRIBUTING name a file that is there?"""
    for page in ("README.md", "CONTRIBUTING.md"):
        for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", (root / page).read_text()):
            assert (root / link).exists(), f"{page}: {link}"
