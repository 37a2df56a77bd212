"""The rows of components that a portal had before its formulas say the same as components of a formula."""

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest

component = import_module("grants.migrations.0005_formula").component


def row(kind: str, top: int = 0, bottom: int = 1, code: str = "", **more: Any) -> SimpleNamespace:
    indicator = SimpleNamespace(code=code) if code else None
    return SimpleNamespace(
        **{"kind": kind, "name": "項目", "group": "", "top": top, "bottom": bottom, **more}, indicator=indicator
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (row("fixed", 600_000, group="基本額"), {"kind": "fixed", "group": "基本額", "amount": 600_000}),
        (row("rate", 400, code="households"), {"kind": "rate", "rate": 400, "count": "households"}),
        (row("rate", 1, 100, "area-2"), {"kind": "rate", "rate": 1, "per": 100, "count": "「area-2」"}),
        (row("share", 10, 10), {"kind": "cost", "rate": "10/10"}),
        (row("integrated"), {"kind": "integrated"}),
    ],
)
def test_a_row_becomes_a_component(old: SimpleNamespace, new: dict[str, Any]):
    assert component(old) == {"name": "項目", **new}
