"""Runs a notebook's cells in this process as a kernel would: IPython, with what it displays as nbformat outputs."""

import ast
import os
import warnings
from collections.abc import Callable
from typing import Any

from ..crossing.errors import describe_error
from .readable import LARGEST_PICTURE, LONGEST_TEXT

NOT_HERE = "(not run while grading: there is no network, and nothing is installed)"
KEPT = ("text/plain", "image/png")  # what a page can show without running anything


class Shell:
    """An IPython shell with names of its own; made once, before anything forks."""

    def __init__(self):
        os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
        from IPython.core.inputtransformer2 import TransformerManager
        from IPython.core.interactiveshell import InteractiveShell
        from traitlets.config import Config

        config = Config()
        config.HistoryManager.enabled = False
        config.InteractiveShell.colors = "nocolor"
        config.InteractiveShell.cache_size = 0
        self._shell = InteractiveShell.instance(config=config)
        self._shell.input_transformer_manager = knowing_python(TransformerManager)()
        self._shell.should_run_async = only_where_it_says_so(self._shell.should_run_async)
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


def knowing_python(manager: type) -> type:
    """IPython's TransformerManager, but for whole cells of Python, which it need not take into tokens to find magics.

    That takes longer than to run a cell that defines functions, and leaves valid Python as it is.
    """

    class Manager(manager):
        def __init__(self):
            super().__init__()
            self._known = [*self.token_transformers]

        def do_token_transforms(self, lines: list[str]) -> list[str]:
            if self.token_transformers == self._known and is_python("".join(lines)):
                return lines
            return super().do_token_transforms(lines)

    return Manager


def is_python(text: str) -> bool:
    """Whether it is Python from its first letter to its last; what Python would warn of is said when it is run."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
    return True


def only_where_it_says_so(should_run_async: Callable[..., bool]) -> Callable[..., bool]:
    """IPython's should_run_async, which compiles each cell once more, for cells that have one of the words it takes."""

    def may(raw_cell: str, *, transformed_cell: str | None = None, **how: Any) -> bool:
        text = transformed_cell or raw_cell
        words = "await" in text or "async" in text
        return words and should_run_async(raw_cell, transformed_cell=transformed_cell, **how)

    return may
