"""The project's own files, as the house tests walk through them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("accounts", "records", "staff", "organizations", "plans", "grants", "config")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def name_of(file: Path) -> str:
    return str(file.relative_to(ROOT))


@cache
def modules() -> tuple[Path, ...]:
    """Every module of the seven rooms but the migrations, which a program writes."""
    found = (file for room in ROOMS for file in (ROOT / room).rglob("*.py"))
    return tuple(sorted(file for file in found if "migrations" not in file.parts))


@cache
def modules_of_tests() -> tuple[Path, ...]:
    return tuple(sorted((ROOT / "tests").rglob("*.py")))


@cache
def templates() -> tuple[Path, ...]:
    return tuple(sorted(file for file in (ROOT / "templates").rglob("*") if file.is_file()))


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text())


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    yield from (node for node in ast.walk(tree(file)) if isinstance(node, FUNCTIONS))


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from ``def`` to the end; what its docstring says does not count against it."""
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def lines(file: Path) -> int:
    return len(file.read_text().splitlines())
