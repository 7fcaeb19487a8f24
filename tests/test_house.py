"""The house: what may import what, and that the two lists of dependencies are one."""

import ast
import re
import tomllib
from itertools import chain

import pytest
import yaml

CONDA_NAMES = {"torch": "pytorch", "matplotlib": "matplotlib-base", "playwright": "playwright-python"}

# Each room and the rooms that it may import; a room may always import from itself.
MAY_IMPORT = {
    "device": set(),
    "progress": set(),
    "colab": {"device"},
    "theme": set(),
    "charts": {"theme"},
    "scene": {"theme"},
    "data": {"device", "progress"},
    "models": {"device"},
    "training": {"device", "progress", "data", "models"},
    "insight": {"device", "data", "models", "training"},
    "widgets": {"device", "theme", "charts", "scene", "data", "models", "training", "insight"},
    "checks": set(),
    "authoring": set(),
    "grading": {"checks"},
    "cli": {"authoring", "grading"},
    "__main__": {"cli"},
    "__init__": set(),
}


def rooms(root):
    """Every file of helpers/ with its room."""
    for path in sorted((root / "helpers").rglob("*.py")):
        yield path, path.relative_to(root / "helpers").parts[0].removesuffix(".py")


def imported_rooms(path, root):
    """The rooms of helpers/ that a file imports, wherever in it."""
    package = path.relative_to(root).parts[:-1]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = ".".join([*package[: len(package) - node.level + 1], *filter(None, [node.module])])
            base = base if node.level else node.module
            names = [f"{base}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (name.split(".")[1] for name in names if name.startswith("helpers."))


def test_rooms_import_only_where_the_arrows_point(root):
    """Does every import follow the plan of the house?"""
    wrong = [
        f"{path.relative_to(root)} imports {other}"
        for path, room in rooms(root)
        for other in imported_rooms(path, root)
        if other != room and other not in MAY_IMPORT[room]
    ]
    assert not wrong


def test_checks_import_nothing_but_torch_and_numpy(root):
    """Could the checks run where only torch and numpy are installed?"""
    import sys

    for path in (root / "helpers" / "checks").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module]
            else:
                continue
            tops = {name.split(".")[0] for name in names}
            assert tops <= {"torch", "numpy", "helpers", *sys.stdlib_module_names}, path


def conda_form(requirement: str) -> set[str]:
    """One line of pyproject.toml as conda writes it: an extra becomes a package of its own."""
    name, extra, bound = re.fullmatch(r"([\w-]+)(?:\[(\w+)\])?(.*)", requirement).groups()
    return {f"{CONDA_NAMES.get(part, part)}{bound}" for part in (name, extra) if part}


def test_conda_users_get_the_same_dependencies(root):
    """Does environment.yml hold exactly what pyproject.toml asks for?"""
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    wanted = chain(project["dependencies"], *project["optional-dependencies"].values())
    wanted = set().union(*map(conda_form, wanted)) | {f"python{project['requires-python']}", "pip"}
    listed = yaml.safe_load((root / "environment.yml").read_text())["dependencies"]
    assert {line for line in listed if isinstance(line, str)} == wanted
    assert listed[-1] == {"pip": ["-e ."]}


@pytest.mark.parametrize("extra", ["", "teach", "dev"])
def test_every_dependency_has_a_tested_version(root, extra):
    """Does constraints.txt pin every direct dependency, within its range?"""
    from packaging.requirements import Requirement

    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    wanted = project["optional-dependencies"][extra] if extra else project["dependencies"]
    lines = [line for line in (root / "constraints.txt").read_text().splitlines() if line and not line.startswith("#")]
    pinned = {name.lower().replace("_", "-"): version for name, version in (line.split("==") for line in lines)}
    for requirement in map(Requirement, wanted):
        assert pinned[requirement.name.lower()] in requirement.specifier
