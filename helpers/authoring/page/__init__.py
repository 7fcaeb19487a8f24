"""A lesson as one HTML page that needs nothing else: no kernel, no network, no file beside it."""

from .export import PageError, as_page, write_pages

__all__ = ["PageError", "as_page", "write_pages"]
