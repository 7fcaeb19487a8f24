"""`make attacks`: is there a submission that raises a mark, learns a secret, changes or stops anything?

The last line sums up, as JSON; the exit code is 0 if every attack ran and none succeeded.
"""

import argparse
import secrets
import sys

from . import report
from .corpus_reader import read_corpus
from .course import ROOT
from .lesson import Secrets
from .runner import COMMANDS, against_ours, against_stock

USER = 54321


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.attacks", description=__doc__)
    parser.add_argument("--against", choices=COMMANDS, default="ours")
    parser.add_argument("--only", default="*", metavar="GLOBS", help="CLASS/NAME, as in 'forge/*,theft/gradebook'")
    parser.add_argument("--user", action="store_true", help="grade as an ordinary user")
    parser.add_argument("--short", action="store_true", help="a few of each class")
    parser.add_argument("--write", action="store_true", help="write docs/attacks.md (stock only)")
    parser.add_argument("--resume", action="store_true", help="keep the verdicts on unchanged attacks (stock only)")
    parser.add_argument(
        "--saved", action="store_true", help="grade nothing, show what --resume would keep (stock only)"
    )
    parser.add_argument("--parallel", type=int, default=2, help="containers at a time (stock only)")
    chosen = parser.parse_args()
    hidden, nonce = Secrets(), secrets.token_hex(3)
    attacks = read_corpus(chosen.only, chosen.short, nonce)
    if not attacks:
        parser.error(f"no attack is called {chosen.only}")
    if chosen.against == "stock":
        outcome = against_stock(attacks, hidden, chosen.parallel, chosen.resume or chosen.saved, chosen.saved)
    else:
        outcome = against_ours(attacks, hidden, chosen.against, USER if chosen.user else None, nonce)
    report.show(outcome)
    if chosen.write and chosen.against == "stock":
        report.write(outcome, ROOT / "docs" / "attacks.md")
    return 0 if report.held(outcome) else 1


if __name__ == "__main__":
    sys.exit(main())
