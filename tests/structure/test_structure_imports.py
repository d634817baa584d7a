"""Imports run downwards only: bot → actions → knowledge, bot → nlu → knowledge; and files stay small."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("bot", "actions", "nlu", "knowledge")
# What each may import of ours, and what it may not of Rasa's.
ALLOWED = {"bot": {"bot", "actions", "nlu", "knowledge"}, "actions": {"actions", "knowledge"}, "nlu": {"nlu", "knowledge"}, "knowledge": {"knowledge"}}
BARRED = {"bot": set(), "actions": {"rasa", "telegram", "sanic"}, "nlu": {"rasa_sdk", "telegram", "sanic"}, "knowledge": {"rasa", "rasa_sdk", "telegram", "sanic"}}
# Only the components are Rasa's; what they wrap can be used and tested without it.
RASA_IN_NLU = "nlu/components/"
MAX_LINES = 300


def sources(*folders):
    """The Python files below `folders`, as paths from the project's folder."""
    found = [path.relative_to(ROOT) for folder in folders for path in sorted((ROOT / folder).rglob("*.py")) if "node_modules" not in path.parts]
    assert found
    return found


def imported(path):
    """(line, top-level package) of every import in a file, inside functions too."""
    for node in ast.walk(ast.parse((ROOT / path).read_text())):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name.split(".")[0]) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            yield node.lineno, node.module.split(".")[0]


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_run_downwards(package):
    upwards = [
        f"{path}:{line} imports {name}" for path in sources(package) for line, name in imported(path)
        if (name in PACKAGES and name not in ALLOWED[package]) or name in BARRED[package] or name == "tests"
    ]
    assert upwards == []


def test_only_the_components_of_nlu_know_rasa():
    assert [
        f"{path}:{line}" for path in sources("nlu") for line, name in imported(path)
        if name == "rasa" and not path.as_posix().startswith((RASA_IN_NLU, "nlu/evaluation/"))
    ] == []


def test_no_file_is_long():
    long = {str(path): len((ROOT / path).read_text().splitlines()) for path in sources(*PACKAGES, "tests")}
    assert {path: count for path, count in long.items() if count > MAX_LINES} == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_what_others_use_is_described(package):
    undescribed = []
    for path in sources(package):
        tree = ast.parse((ROOT / path).read_text())
        public = [node for node in tree.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and not node.name.startswith("_")]
        undescribed += [f"{path}:{node.lineno} {node.name}" for node in public if not ast.get_docstring(node)]
        if tree.body and not ast.get_docstring(tree):
            undescribed.append(str(path))
    assert undescribed == []
