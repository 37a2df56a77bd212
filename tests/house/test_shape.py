"""The shape of the program files: small rooms, true names, nothing left lying about."""

import ast
import re
import sys

import pytest

from tests.house.walk import ROOMS, ROOT, functions, length, lines, modules, modules_of_tests, name_of, templates, tree

CROWDED = 300  # lines of a module; at 250 one thinks of a second room
MODULES_THAT_MAY_THINK = 0.05
NOT_NAMES = {"utils", "helpers", "common", "core", "misc", "services", "manager", "base_models"}
PUBLIC_PACKAGES = {"launch"}


def test_modules_are_small():
    assert [name_of(file) for file in modules() if lines(file) > CROWDED] == []
    thinking = [name_of(file) for file in modules() if lines(file) > 250]
    assert len(thinking) <= MODULES_THAT_MAY_THINK * len(modules()), thinking


def test_test_files_are_readable_in_one_go():
    assert [name_of(file) for file in modules_of_tests() if lines(file) > 500] == []


@pytest.mark.parametrize(("what", "most"), [("views", 25), ("functions", 35)])
def test_functions_are_short(what, most):
    long = [
        f"{name_of(file)} {node.name} {length(node)}"
        for file in modules()
        for node in functions(file)
        if length(node) > most and (what == "functions" or is_view(node))
    ]
    assert long == []


def is_view(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return bool(node.args.args) and node.args.args[0].arg == "request"


def test_templates_fit_on_a_screen_or_two():
    assert [name_of(file) for file in templates() if lines(file) > 120] == []


def test_files_are_named_after_what_they_are():
    wrong = [name_of(file) for file in modules() if file.stem in NOT_NAMES or file.parent.name in NOT_NAMES]
    assert wrong == []


def test_templates_have_plain_names():
    wrong = [name_of(file) for file in templates() if not re.fullmatch(r"[a-z0-9_]+\.(html|txt|css)", file.name)]
    assert wrong == []


def test_nothing_waits_to_be_done():
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    here = name_of(ROOT / "tests/house/test_shape.py")
    files = [
        *modules(),
        *modules_of_tests(),
        *templates(),
        *(ROOT / "static").rglob("*.js"),
        *(ROOT / "static").rglob("*.css"),
    ]
    assert [name_of(file) for file in files if name_of(file) != here and marks.search(file.read_text())] == []


def test_every_room_is_tested():
    assert [room for room in ROOMS if room != "config" and not list((ROOT / "tests" / room).glob("test_*.py"))] == []


def test_the_launcher_needs_nothing_but_python():
    """It runs before anything is installed."""
    allowed = set(sys.stdlib_module_names) | {"config"}
    foreign = [
        f"{name_of(file)} {module}"
        for file in (ROOT / "config/launch").glob("*.py")
        for node in ast.walk(tree(file))
        for module in imported(node)
        if module.split(".")[0] not in allowed
        or (module.startswith("config") and not module.startswith("config.launch"))
    ]
    assert foreign == []


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [each.name for each in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []
