"""The command `course`, also as `python -m helpers`."""

import gc
import sys


def main() -> None:
    """Run the verb named on the command line; say what to install where the teacher's tools are missing."""
    # Python looks for cycles after every 700 new objects, the longer the more there are: a fifth of each start.
    gc.set_threshold(100_000)
    # With it jsonschema builds a grammar of web addresses while it is imported: two seconds, for what nobody here asks.
    sys.modules.setdefault("rfc3987_syntax", None)
    try:
        from helpers.cli import app
    except ModuleNotFoundError as missing:
        sys.exit(f"`course` needs {missing.name}: pip install 'deep-learning-revolution[teach,dev]', or make setup")
    app()


if __name__ == "__main__":
    main()
