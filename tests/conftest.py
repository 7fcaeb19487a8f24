"""A skipped test is a test that asserts nothing: here it fails the run. What takes long is left to `make browser`."""

import os
from pathlib import Path

import pytest

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # as the command line does; kernels and browsers inherit it

ROOT = Path(__file__).parent.parent
GPU = Path("/dev/nvidiactl")


@pytest.fixture(scope="session")
def root() -> Path:
    """The course's folder."""
    return ROOT


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--more", action="store_true", help="also the tests marked `more`, as `make more` does")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "more: runs with --more only (make more): slow, or a second place for what is tested anyway"
    )

    config.addinivalue_line("markers", "gpu: runs where there is an NVIDIA GPU only, and the summary says so elsewhere")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    out = [name for name, there in (("more", config.getoption("--more")), ("gpu", GPU.exists())) if not there]
    left = [item for item in items if any(item.get_closest_marker(name) for name in out)]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in left]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not GPU.exists():
        terminalreporter.write_line(
            "NOT TESTED HERE, for there is no GPU: students' code on one (the tests marked gpu)"
        )


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and reporter.stats.get("skipped") and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter.write_line("Tests were skipped, so this run has failed: mend what they need.", red=True)
