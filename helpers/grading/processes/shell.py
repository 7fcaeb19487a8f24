"""Runs a notebook's cells in this process as a kernel would: IPython, with what it displays as nbformat outputs."""

import os
from typing import Any

from ..crossing.errors import describe_error
from .readable import LARGEST_PICTURE, LONGEST_TEXT

NOT_HERE = "(not run while grading: there is no network, and nothing is installed)"
KEPT = ("text/plain", "image/png")  # what a page can show without running anything


class Shell:
    """An IPython shell with names of its own; made once, before anything forks."""

    def __init__(self):
        os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
        from IPython.core.interactiveshell import InteractiveShell
        from traitlets.config import Config

        config = Config()
        config.HistoryManager.enabled = False
        config.InteractiveShell.colors = "nocolor"
        config.InteractiveShell.cache_size = 0
        self._shell = InteractiveShell.instance(config=config)
        self._shell.enable_gui = lambda _gui=None: None  # %matplotlib inline asks for none
        self._shell.system = lambda _command: print(NOT_HERE)
        self._shell.getoutput = lambda _command, *_, **__: [NOT_HERE]
        for magic in ("pip", "conda", "mamba", "micromamba", "uv"):
            self._shell.register_magic_function(lambda _line: print(NOT_HERE), "line", magic)
        self._shell.display_pub.publish = self._publish
        self._shell.showtraceback = self._remember
        self._shell.showsyntaxerror = self._remember
        self._outputs: list[dict] = []
        self._error: BaseException | None = None

    @property
    def names(self) -> dict[str, Any]:
        """The cells' global names."""
        return self._shell.user_ns

    def run(self, text: str) -> tuple[list[dict], dict | None]:
        """Run a cell; return what it displayed, and its error (name, said, traceback), if one ended it."""
        self._outputs, self._error = [], None
        self._shell.displayhook.write_output_prompt = lambda: None
        self._shell.displayhook.write_format_data = lambda data, metadata=None: self._publish(data)
        result = self._shell.run_cell(text, store_history=False)
        error = result.error_before_exec or result.error_in_exec
        return self._outputs, describe_error(error) if error else None

    def _publish(self, data: dict, metadata: dict | None = None, **_: Any) -> None:
        limits = {"text/plain": LONGEST_TEXT, "image/png": LARGEST_PICTURE}
        kept = {kind: data[kind] for kind in KEPT if type(data.get(kind)) is str and len(data[kind]) <= limits[kind]}
        if kept and len(self._outputs) < 50:
            self._outputs.append(kept)

    def _remember(self, *_: Any, **__: Any) -> None:
        """Errors are returned, not printed."""
