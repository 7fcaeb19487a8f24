"""The command `course`, also as `python -m helpers`."""

import sys


def main() -> None:
    """Run the verb named on the command line; say what to install where the teacher's tools are missing."""
    # With it jsonschema builds a grammar of web addresses while it is imported: two seconds, for what nobody here asks.
    sys.modules.setdefault("rfc3987_syntax", None)
    try:
        from helpers.cli import app
    except ModuleNotFoundError as missing:
        sys.exit(f"`course` needs {missing.name}: pip install 'deep-learning-revolution[teach,dev]', or make setup")
    app()


if __name__ == "__main__":
    main()
