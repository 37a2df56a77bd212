"""A variable that a template of ours names and nobody gave is a mistake, not an empty string."""

import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


class UndefinedVariable(AssertionError):
    """A template printed or passed on a variable that its context does not have."""


class Strict(str):
    """Stands as Django's ``string_if_invalid``; templates of packages keep Django's leniency."""

    __slots__ = ()

    def __new__(cls) -> "Strict":
        return super().__new__(cls, "%s")

    def __mod__(self, variable: Any) -> str:
        context = sys._getframe(1).f_locals["context"]  # Django passes nothing but the variable
        origin = Path(context.render_context.template.origin.name)
        if ROOT in origin.parents and ".venv" not in origin.parts:
            raise UndefinedVariable(f"{{{{ {variable} }}}} in {origin.relative_to(ROOT)}")
        return ""
