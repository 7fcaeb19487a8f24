"""The command `course`, also as `python -m helpers`."""

import sys


def main() -> None:
    """Run the verb named on the command line; say what to install where the teacher's tools are missing."""
    try:
        from helpers.cli import app
    except ModuleNotFoundError as missing:
        sys.exit(f"`course` needs {missing.name}: pip install 'deep-learning-revolution[teach,dev]', or make setup")
    app()


if __name__ == "__main__":
    main()
