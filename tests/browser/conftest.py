"""A real JupyterLab on loopback, and a real browser in front of it; both end with the test."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

import pytest
from playwright.sync_api import sync_playwright

ARGUMENTS = [
    "--no-sandbox",  # tests may run as root, and visit only loopback
    # WebGL in software, pages composed as on a computer without a graphics card: with --use-angle=swiftshader chromium
    # would take SwiftShader for a card and compose all pages by it, 77 ms a frame on two cores.
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
APPS = {"jupyterlab": "LabApp", "notebook": "JupyterNotebookApp"}


@pytest.fixture(scope="module")
def browser():
    """Debian's chromium, headless."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "the browser tests need chromium: apt install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def jupyterlab(tmp_path_factory):
    """Start JupyterLab in a folder: `with jupyterlab(folder) as (address, token)`; see `serve`."""
    return lambda folder, **options: serve(folder, tmp_path_factory.mktemp("home"), **options)


@contextmanager
def serve(folder, home, app="jupyterlab", settings=None):
    """JupyterLab, or Notebook 7 with app="notebook", in a folder; yields its address and token, and ends it.

    settings: file of Jupyter's configuration → its content.
    """
    token, port = secrets.token_hex(16), free_port()
    options = [f"--ServerApp.port={port}", f"--IdentityProvider.token={token}", "--no-browser", "--allow-root"]
    options += [f"--{APPS[app]}.expose_app_in_browser=True"]
    for path, content in (settings or {}).items():
        (home / ".jupyter" / path).parent.mkdir(parents=True, exist_ok=True)
        (home / ".jupyter" / path).write_text(json.dumps(content))
    here = os.path.dirname(sys.executable)
    environment = {**os.environ, "HOME": str(home), "PATH": f"{here}{os.pathsep}{os.environ['PATH']}"}
    with (home / "log").open("w") as log:
        command = [sys.executable, "-m", app, "--ServerApp.port_retries=0", *options]
        server = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
    try:
        wait_until_up(f"http://127.0.0.1:{port}/api?token={token}", server, home / "log")
        yield f"http://127.0.0.1:{port}", token
    finally:
        end(server)


def end(server: subprocess.Popen) -> None:
    """End a Jupyter server, which shuts its kernels down first."""
    server.terminate()
    try:
        server.wait(20)
    except subprocess.TimeoutExpired:
        # One time in about thirty JupyterLab, which has closed everything, waits forever for an idle thread of AnyIO's
        # that is no daemon: https://github.com/jupyterlab/jupyterlab/issues/10442
        server.kill()
        server.wait()


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_up(address: str, server: subprocess.Popen, log) -> None:
    """Wait, two minutes at most, until the server answers."""
    for _ in range(240):
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            assert server.poll() is None, log.read_text()
            time.sleep(0.5)
    raise AssertionError(log.read_text())
