"""The README: do its fairness figures and its links hold?"""

import re


def test_the_fairness_table_counts_the_bank(root):
    """Does the table name every exercise with as many right and wrong answers as the bank holds?"""
    row = re.compile(r"^\| (\d\d) `([\w-]+)` \| (\d+) of (\d+) \| (\d+) of (\d+) \|", re.M)
    told = {(number, name): [int(count) for count in counts] for number, name, *counts in row.findall(readme(root))}
    bank = {(path.parent.name[:2], path.name): path for path in (root / "tests" / "answers").glob("*/*")}
    assert told.keys() == bank.keys()
    for key, path in bank.items():
        right, wrong = (len(list((path / kind).glob("*.py"))) for kind in ("right", "wrong"))
        assert told[key] == [right, right, wrong, wrong], key


def readme(root) -> str:
    return (root / "README.md").read_text()


def test_every_link_leads_somewhere(root):
    """Does each relative link in README and CONTRIBUTING name a file that is there?"""
    for page in ("README.md", "CONTRIBUTING.md"):
        for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", (root / page).read_text()):
            assert (root / link).exists(), f"{page}: {link}"
