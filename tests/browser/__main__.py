"""`make browser`: every test in a real browser, also those that CI leaves out. The last line sums up, as JSON."""

import json
import sys
from pathlib import Path

import pytest


class Count:
    """How many tests ran, each before a page in a browser, and how many did not hold."""

    def __init__(self):
        self.pages, self.failed = 0, 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.pages += report.when == "call"
        self.failed += report.failed


def main() -> int:
    count = Count()
    code = pytest.main([str(Path(__file__).parent), "--more", "-q", *sys.argv[1:]], plugins=[count])
    print(json.dumps({"pages": count.pages, "failed": count.failed}))
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
